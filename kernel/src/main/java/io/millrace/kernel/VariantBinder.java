package io.millrace.kernel;

import io.millrace.kernel.type.DuckType;
import io.millrace.kernel.type.DuckType.Field;
import io.millrace.kernel.type.DuckType.TypeId;
import io.millrace.kernel.type.IcebergTypes;
import io.millrace.kernel.type.SqlText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks DuckDB how it takes expressions over the columns of a registered batch; remembers the answers by type. */
final class VariantBinder {
    private final Engine engine;
    private final String from;
    private final Map<String, String> types = new HashMap<>();

    VariantBinder(Engine engine, String stream) {
        this.engine = engine;
        this.from = " FROM " + SqlText.name(stream);
        for (Field field : engine.describe("SELECT *" + from)) {
            types.put(SqlText.name(field.name()), field.type().text());
        }
    }

    /** How an expression takes its inputs; empty when it takes neither them nor their texts. */
    Optional<Variant> bind(ExpressionPlan plan, List<String> inputs) {
        List<String> key =
                inputs.stream().map(input -> types.getOrDefault(input, input)).toList();
        Optional<Variant> known = plan.variants().get(key);
        if (known != null) {
            return known;
        }
        Optional<Variant> found = find(plan.render(inputs, false), false);
        if (found.isEmpty()) {
            found = find(plan.render(inputs, true), true);
        }
        plan.variants().put(key, found);
        return found;
    }

    private Optional<Variant> find(String expression, boolean asText) {
        Optional<DuckType> type = type(expression).map(IcebergTypes::printed).map(VariantBinder::widened);
        return type.map(wanted -> {
            boolean caught =
                    type(new Variant(asText, true, wanted).wrap(expression)).isPresent();
            return new Variant(asText, caught, wanted);
        });
    }

    private Optional<DuckType> type(String expression) {
        try {
            return Optional.of(
                    engine.describe("SELECT " + expression + from).get(0).type());
        } catch (EngineException e) {
            if (!e.error().isOfQuery()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** All integers are BIGINT in a batch, and all binary fractions DOUBLE. */
    private static DuckType widened(DuckType type) {
        return switch (type.id()) {
            case TINYINT, SMALLINT, INTEGER -> DuckType.of(TypeId.BIGINT);
            case FLOAT -> DuckType.of(TypeId.DOUBLE);
            default -> type;
        };
    }
}
