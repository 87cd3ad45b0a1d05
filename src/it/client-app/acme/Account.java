package acme;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** Goes to engines and comes back, with what is in it. */
record Account(String owner, long cents, Tariff tariff, List<String> notes) implements Serializable {
    static int opened;

    Account {
        if (cents < 0) {
            throw new OverdrawnException(owner, cents);
        }
    }

    Account(String owner, long cents) {
        this(owner, cents, Tariff.PLAIN, List.of());
    }

    static Account open(String owner) {
        opened++;
        return new Account(owner, 100);
    }

    Account pay(long price) {
        return new Account(owner, cents - tariff.of(price), tariff, notes);
    }

    long after(Map<String, Long> prices) {
        return prices.values().stream().map(this::pay).mapToLong(Account::cents).sum();
    }

    /** Has what it computes with from the one that it belongs to. */
    class Statement implements Serializable {
        private final String head;

        Statement(String head) {
            this.head = head;
        }

        String text() {
            return head + owner + " has " + cents;
        }
    }
}
