package io.millrace.formats.columns;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.StructVector;
import io.millrace.spi.decode.DecodeSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaceTest {
    private static DecodeSettings settings(int maxColumns, String... excluded) {
        return new DecodeSettings(List.of(excluded), Set.of("_offset"), maxColumns, 10, 1 << 20, 100, 1 << 20, false);
    }

    @Test
    void makesColumnsWithTheFirstValueOnly() {
        Tree tree = new Tree(settings(100));
        ObjectPlace root = ObjectPlace.root(tree);
        Place id = root.field("id");
        root.field("never");
        assertThat(tree.columns()).isEmpty();

        id.append(3, 42L);
        id.append(4, Kind.DATE, 20_000);

        assertThat(tree.columns()).extracting(Column::name).containsExactly("id");
        assertThat(tree.columns().get(0).kinds()).containsExactly(Kind.BIGINT, Kind.DATE);
    }

    @Test
    void tellsApartNamesThatDifferInCaseAndKeepsReservedOnes() {
        Tree tree = new Tree(settings(100));
        ObjectPlace root = ObjectPlace.root(tree);
        for (String name : List.of("Id", "id", "ID", "_offset", "")) {
            root.field(name).append(0, 1L);
        }
        root.begin();
        root.field("ID").append(1, 2L);

        assertThat(tree.columns()).extracting(Column::name).containsExactly("Id", "Id_", "Id__", "_offset_", "_");
        assertThat(tree.columns().get(0).longs(Kind.BIGINT).size()).isEqualTo(2);
    }

    @Test
    void putsWhatHasNoRoomIntoTheOverflowColumn() {
        Tree tree = new Tree(settings(1));
        ObjectPlace root = ObjectPlace.root(tree);
        root.field("a").append(0, 1L);
        Place b = root.field("b");
        b.append(0, 2L);
        byte[] text = "x\"y".getBytes(StandardCharsets.UTF_8);
        root.field("c").appendText(0, text, 0, text.length);
        root.field("d").append(0, Kind.TIMESTAMP, 1_000_000);
        root.field("e").append(0, -1, -5, 1);

        assertThat(root.end(0)).isEqualTo(4);
        assertThat(root.end(1)).isZero();

        BytesVector other = tree.columns().get(1).bytes(Kind.STRING);
        assertThat(tree.columns().get(1).name()).isEqualTo(DecodeSettings.OVERFLOW_COLUMN);
        assertThat(other.string(0)).isEqualTo("{\"b\":2,\"c\":\"x\\\"y\",\"d\":\"1970-01-01T00:00:01Z\",\"e\":-0.5}");
    }

    @Test
    void leavesOutWhatIsExcludedAtAnyDepth() {
        Tree tree = new Tree(settings(100, "secret", "user.email"));
        ObjectPlace root = ObjectPlace.root(tree);
        root.field("secret").append(0, 1L);
        Place user = root.field("user");
        ObjectPlace fields = user.struct();
        Place email = fields.field("email");
        user.beginStruct(0);
        email.append(0, 1L);
        fields.field("age").append(0, 7L);

        assertThat(email.excluded()).isTrue();
        assertThat(tree.columns()).extracting(Column::name).containsExactly("user");
        StructVector structs = tree.columns().get(0).structs();
        assertThat(structs.fields()).extracting(Column::name).containsExactly("age");
    }

    @Test
    void nestsListsAndMaps() {
        Tree tree = new Tree(settings(100));
        Place items = ObjectPlace.root(tree).field("items");
        Place sku = items.element().struct().field("sku");
        ListVector list = items.beginList(0);
        for (int i = 0; i < 2; i++) {
            int slot = list.nextElement();
            items.element().beginStruct(slot);
            sku.append(slot, (long) i);
        }
        Place tags = ObjectPlace.root(tree).field("tags");
        int entry = tags.beginMap(0).nextEntry();
        byte[] key = {'k'};
        tags.key().appendText(entry, key, 0, 1);
        tags.value().append(entry, true);

        assertThat(list.element().structs().fields().get(0).longs(Kind.BIGINT).size())
                .isEqualTo(2);
        Column maps = tree.columns().get(1);
        assertThat(maps.maps().entries()).isEqualTo(1);
        assertThat(maps.maps().value().booleans().size()).isEqualTo(1);
    }
}
