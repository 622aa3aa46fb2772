package io.github.camelwechatpay.benchmark.client;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Who does the cryptography. */
public enum CryptoChoice {
    JDK {
        @Override
        Provider provider() {
            return Security.getProvider("SunRsaSign");
        }

        @Override
        Provider aesProvider() {
            return Security.getProvider("SunJCE");
        }

        @Override
        public void install() {
            Security.removeProvider(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
        }

        @Override
        public ClassLoader loader() {
            return new WithoutCorretto(CryptoChoice.class.getClassLoader());
        }
    },

    NATIVE {
        @Override
        public boolean isAvailable() {
            return AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null;
        }

        @Override
        Provider provider() {
            return AmazonCorrettoCryptoProvider.INSTANCE;
        }

        @Override
        Provider aesProvider() {
            return provider();
        }

        @Override
        public void install() {
            Security.insertProviderAt(AmazonCorrettoCryptoProvider.INSTANCE, 1);
        }

        @Override
        public ClassLoader loader() {
            return CryptoChoice.class.getClassLoader();
        }
    };

    /** As the figures name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static CryptoChoice of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** Whether it runs on this machine: the native one is for Linux on x86-64. */
    public boolean isAvailable() {
        return true;
    }

    /** Those that run on this machine. */
    public static List<CryptoChoice> available() {
        return Arrays.stream(values()).filter(CryptoChoice::isAvailable).toList();
    }

    /** The fastest that runs on this machine. */
    public static CryptoChoice best() {
        return NATIVE.isAvailable() ? NATIVE : JDK;
    }

    /** For those who choose a provider. */
    abstract Provider provider();

    /** For those who choose a provider, of AES. */
    abstract Provider aesProvider();

    /** Makes this the first of the platform's providers, for those who choose none. */
    public abstract void install();

    /** For those who take the best provider of a class path. */
    public abstract ClassLoader loader();

    private static final class WithoutCorretto extends ClassLoader {

        WithoutCorretto(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.amazon.corretto.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
