package io.github.camelwechatpay.sandbox.internal.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.internal.call.Call;
import io.github.camelwechatpay.sandbox.internal.call.CallHandler;
import io.github.camelwechatpay.sandbox.internal.common.BoundedMap;
import io.github.camelwechatpay.sandbox.internal.common.SandboxClock;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * Executes the operations of contracts of cross-border deduction and of password-free payment. A pre-signing call opens a
 * contract, {@link #sign} signs it, and calls query and terminate it. Before it is signed there is no contract to query.
 * The events of password-free contracts are not documented; the sandbox sends those of deduction contracts. Bounded.
 * Thread-safe.
 */
public final class Contracts {
    public static final String SIGNED = "PAPAY.SIGN";
    static final String TERMINATED = "PAPAY.TERMINATE";

    private static final String DEDUCTION = "v3/global/papay/contracts/";
    private static final String PASSWORD_FREE = "v3/password-exempt-contract/contracts/";
    private static final String BY_CODE =
            PASSWORD_FREE + "service-id/{service_id}/out-contract-code/{out_contract_code}";
    private static final String CODE = "out_contract_code";
    private static final int MAX_CONTRACTS = 100_000;

    private final Catalog catalog;
    private final CallHandler generic;
    private final SandboxClock clock;
    private final BiConsumer<String, SandboxNotification> notifier;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Contract> contracts = new BoundedMap<>(MAX_CONTRACTS);
    private final Map<String, String> codes = new BoundedMap<>(MAX_CONTRACTS);

    public Contracts(
            Catalog catalog,
            CallHandler generic,
            SandboxClock clock,
            BiConsumer<String, SandboxNotification> notifier) {
        this.catalog = catalog;
        this.generic = generic;
        this.clock = clock;
        this.notifier = notifier;
    }

    public Map<String, CallHandler> handlers() {
        Map<String, CallHandler> handlers = new HashMap<>();
        for (Operation operation : catalog.operations()) {
            String path = operation.path();
            if ((path.startsWith(DEDUCTION) || path.startsWith(PASSWORD_FREE)) && path.contains("pre-entrust-sign")) {
                handlers.put(operation.toString(), this::open);
            }
        }
        handlers.put("GET " + DEDUCTION + "out-contract-code/{out_contract_code}", this::query);
        handlers.put("GET " + DEDUCTION + "{contract_id}", this::query);
        handlers.put("POST " + DEDUCTION + "{contract_id}/terminate", this::terminate);
        handlers.put("GET " + BY_CODE, this::query);
        handlers.put("POST " + BY_CODE + "/terminate", this::terminate);
        return handlers;
    }

    /** Opens a contract. The same code may open it again until it is signed, and after it was terminated. */
    private ObjectNode open(Call call) throws Refusal {
        ObjectNode answer = generic.execute(call);
        String code = call.body().path(CODE).asText();
        lock.lock();
        try {
            Contract known = contracts.get(code);
            if (known != null && known.state() == Contract.State.SIGNED) {
                throw Refusal.state("ALREADY_EXISTS", "The contract is signed");
            }
            if (!code.isEmpty()) {
                contracts.put(code, Contract.opened(call));
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }

    private ObjectNode query(Call call) throws Refusal {
        return DocumentedFields.of(existing(call).view(), call.operation().answer());
    }

    private ObjectNode terminate(Call call) throws Refusal {
        Contract terminated;
        lock.lock();
        try {
            Contract contract = existing(call);
            if (contract.state() == Contract.State.TERMINATED) {
                throw Refusal.state("INVALID_REQUEST", "The contract is terminated");
            }
            String remark = call.body()
                    .path("termination_note")
                    .asText(call.body().path("contract_termination_remark").asText());
            terminated = contract.terminated(clock.rfc3339(), remark);
            contracts.put(code(terminated), terminated);
        } finally {
            lock.unlock();
        }
        if (!terminated.notifyUrl().isEmpty()) {
            notifier.accept(terminated.notifyUrl(), notification(TERMINATED, terminated));
        }
        return DocumentedFields.of(terminated.view(), call.operation().answer());
    }

    /**
     * Signs a contract as the user.
     *
     * @throws IllegalArgumentException when no contract waits for a signature under that code
     */
    public Contract sign(String code) {
        lock.lock();
        try {
            Contract contract = Optional.ofNullable(contracts.get(code))
                    .filter(known -> known.state() == Contract.State.UNSIGNED)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "No contract waits to be signed with the " + CODE + " " + code));
            Contract signed = contract.signed(clock.rfc3339());
            contracts.put(code, signed);
            codes.put(signed.contractId(), code);
            return signed;
        } finally {
            lock.unlock();
        }
    }

    public SandboxNotification notification(String eventType, Contract contract) {
        ObjectNode resource = catalog.notification(eventType)
                .map(documented -> DocumentedFields.of(contract.view(), documented.fields()))
                .orElseGet(contract::view);
        return contract.creation().caller().address(SandboxNotification.of(eventType, StrictJson.text(resource)));
    }

    private Contract existing(Call call) throws Refusal {
        Map<String, String> parameters = call.pathParameters();
        lock.lock();
        try {
            String code = parameters.getOrDefault(CODE, codes.get(parameters.get("contract_id")));
            return Optional.ofNullable(contracts.get(code))
                    .filter(contract -> contract.state() != Contract.State.UNSIGNED)
                    .orElseThrow(() -> Refusal.noResource("The contract does not exist"));
        } finally {
            lock.unlock();
        }
    }

    private static String code(Contract contract) {
        return contract.creation().body().path(CODE).asText();
    }

    public void reset() {
        lock.lock();
        try {
            contracts.clear();
            codes.clear();
        } finally {
            lock.unlock();
        }
    }
}
