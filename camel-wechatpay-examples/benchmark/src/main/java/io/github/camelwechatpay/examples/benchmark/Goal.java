package io.github.camelwechatpay.examples.benchmark;

import java.util.Locale;

/** A figure beside what it should be. */
final class Goal {

    private Goal() {}

    static void atMost(int goal, String what, double limit, double figure) {
        print(goal, what, "at most", limit, figure, figure <= limit);
    }

    static void atLeast(int goal, String what, double limit, double figure) {
        print(goal, what, "at least", limit, figure, figure >= limit);
    }

    private static void print(int goal, String what, String relation, double limit, double figure, boolean met) {
        System.out.printf(
                Locale.ROOT,
                "goal %d: %.2f, %s (%s; %s %.2f)%n",
                goal,
                figure,
                met ? "met" : "missed",
                what,
                relation,
                limit);
    }
}
