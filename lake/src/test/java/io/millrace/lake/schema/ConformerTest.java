package io.millrace.lake.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.spi.batch.Batch;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class ConformerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Schema schema = new Schema();
    private int lastColumnId;

    @Test
    void aNewFieldTakesTheMostSpecificTypeOfTheBatch() throws Exception {
        assertThat(land("{'a':1}", "{'a':2.5}")).containsExactly("{\"a\":1.0}", "{\"a\":2.5}");
        assertThat(schema.findType("a")).isEqualTo(Types.DoubleType.get());
    }

    @Test
    void numbersAndTextsOfOneBatchShareAStringColumn() throws Exception {
        assertThat(land("{'a':1}", "{'a':'x'}", "{'a':true}"))
                .containsExactly("{\"a\":\"1\"}", "{\"a\":\"x\"}", "{\"a\":\"true\"}");
    }

    @Test
    void whatDoesNotFitAnExistingColumnGoesToItsSibling() throws Exception {
        land("{'price':1}");
        assertThat(land("{'price':'free'}", "{'price':7}", "{'price':2.5}", "{'price':3.0}"))
                .containsExactly(
                        "{\"price_string\":\"free\"}", "{\"price\":7}", "{\"price_double\":2.5}", "{\"price\":3}");
        assertThat(schema.columns())
                .extracting(Types.NestedField::name)
                .containsExactly("price", "price_double", "price_string");
    }

    @Test
    void aSiblingsNameIsNotTakenByAFieldOfThatName() throws Exception {
        land("{'price':1}");
        land("{'price':'free'}");
        assertThat(land("{'price':'x','price_string':'y'}"))
                .containsExactly("{\"price_string_\":\"y\",\"price_string\":\"x\"}");
    }

    @Test
    void aFieldKeepsItsNameWhenASiblingComesLater() throws Exception {
        land("{'price':1,'price_string':'mine'}");
        assertThat(land("{'price':'free','price_string':'mine'}"))
                .containsExactly("{\"price_string\":\"mine\",\"price_string_\":\"free\"}");
    }

    @Test
    void objectsArraysAndScalarsUnderOneName() throws Exception {
        assertThat(land("{'a':{'x':1}}", "{'a':[1,2]}", "{'a':5}", "{'a':'t'}"))
                .containsExactly("{\"a\":{\"x\":1}}", "{\"a_list\":[1,2]}", "{\"a_bigint\":5}", "{\"a_string\":\"t\"}");
    }

    @Test
    void nestedConflictsStayNested() throws Exception {
        land("{'items':[{'sku':1,'deep':{'n':1}}]}");
        assertThat(land("{'items':[{'sku':'A','deep':{'n':'x','m':[1]}},{'sku':2}]}"))
                .containsExactly(
                        "{\"items\":[{\"deep\":{\"m\":[1],\"n_string\":\"x\"},\"sku_string\":\"A\"},{\"sku\":2}]}");
    }

    @Test
    void anArrayWithAnElementThatDoesNotFitGoesAsText() throws Exception {
        land("{'tags':[1,2]}");
        assertThat(land("{'tags':[3,'x',null]}", "{'tags':[4]}", "{'tags':[{'a':1}]}"))
                .containsExactly(
                        "{\"tags_string\":\"[3,\\\"x\\\",null]\"}",
                        "{\"tags\":[4]}",
                        "{\"tags_string\":\"[{\\\"a\\\":1}]\"}");
    }

    @Test
    void mixedArraysOfANewField() throws Exception {
        assertThat(land("{'m':[1,{'a':2}]}", "{'m':[{'a':3}]}", "{'m':[[1]]}"))
                .containsExactly(
                        "{\"m_string\":\"[1,{\\\"a\\\":2}]\"}", "{\"m\":[{\"a\":3}]}", "{\"m_string\":\"[[1]]\"}");
    }

    @Test
    void arraysThatNoListHolds() throws Exception {
        assertThat(land("{'m':[1,{'a':2}]}", "{'m':[1,{}]}", "{'m':[]}"))
                .containsExactly("{\"m\":\"[1,{\\\"a\\\":2}]\"}", "{\"m\":\"[1,{}]\"}", "{\"m\":\"[]\"}");
        assertThat(land("{'m':[5]}")).containsExactly("{\"m_list\":[5]}");
    }

    @Test
    void arraysThatNoListHoldsBesideOtherValues() throws Exception {
        assertThat(land("{'m':[1,{'a':2}]}", "{'m':7}", "{'m':[]}", "{'m':{}}"))
                .containsExactly(
                        "{\"m_string\":\"[1,{\\\"a\\\":2}]\"}",
                        "{\"m\":7}",
                        "{\"m_string\":\"[]\"}",
                        "{\"m_string\":\"{}\"}");
    }

    @Test
    void aFieldThatNeverHadAValueHasNoColumn() throws Exception {
        assertThat(land("{'a':{},'b':[],'c':null,'d':[null]}")).containsExactly("{}");
        assertThat(schema.columns()).isEmpty();
    }

    @Test
    void anEmptyObjectInAScalarColumnIsKeptAsText() throws Exception {
        land("{'a':1}");
        assertThat(land("{'a':{}}")).containsExactly("{\"a_string\":\"{}\"}");
    }

    @Test
    void declaredTypesArePromotedWhereIcebergAllows() throws Exception {
        schema = new Schema(
                Types.NestedField.optional(1, "i", Types.IntegerType.get()),
                Types.NestedField.optional(2, "f", Types.FloatType.get()),
                Types.NestedField.optional(3, "d", Types.DecimalType.of(4, 2)));
        lastColumnId = 3;
        assertThat(land("{'i':1,'f':0.5,'d':1.25}")).containsExactly("{\"i\":1,\"f\":0.5,\"d\":1.25}");
        assertThat(schema.findType("i")).isEqualTo(Types.IntegerType.get());
        land("{'i':5000000000,'f':0.1,'d':12345.5}");
        assertThat(schema.asStruct())
                .isEqualTo(new Schema(
                                Types.NestedField.optional(1, "i", Types.LongType.get()),
                                Types.NestedField.optional(2, "f", Types.DoubleType.get()),
                                Types.NestedField.optional(3, "d", Types.DecimalType.of(7, 2)))
                        .asStruct());
    }

    @Test
    void declaredTimesTakeIsoText() throws Exception {
        schema = new Schema(
                Types.NestedField.optional(1, "t", Types.TimestampType.withZone()),
                Types.NestedField.optional(2, "d", Types.DateType.get()));
        lastColumnId = 2;
        assertThat(land("{'t':'2026-01-31T10:00:00+02:00','d':'2026-01-31'}", "{'t':'soon','d':'31.1.'}"))
                .containsExactly(
                        "{\"t\":\"2026-01-31T08:00:00Z\",\"d\":\"2026-01-31\"}",
                        "{\"t_string\":\"soon\",\"d_string\":\"31.1.\"}");
    }

    @Test
    void namesThatDifferInCaseShareTheColumn() throws Exception {
        land("{'Id':1}");
        assertThat(land("{'id':2}")).containsExactly("{\"Id\":2}");
    }

    @Test
    void fieldIdsFollowDiscovery() throws Exception {
        land("{'a':1,'b':{'c':1,'d':[{'e':1}]}}");
        land("{'f':1}");
        assertThat(schema.findField("a").fieldId()).isEqualTo(1);
        assertThat(schema.findField("b.c").fieldId()).isEqualTo(3);
        assertThat(schema.findField("b.d.element.e").fieldId()).isEqualTo(6);
        assertThat(schema.findField("f").fieldId()).isEqualTo(7);
        assertThat(lastColumnId).isEqualTo(7);
    }

    /** Conforms records as one batch to the schema so far; yields the rows as JSON. */
    private List<String> land(String... records) throws Exception {
        List<JsonNode> documents = new ArrayList<>();
        for (String record : records) {
            documents.add(JSON.readTree(record.replace('\'', '"')));
        }
        SchemaEvolution evolution = new SchemaEvolution(schema, lastColumnId);
        Batch batch = new Conformer(evolution).conform(JsonBatches.batch(documents));
        schema = evolution.schema();
        lastColumnId = evolution.lastColumnId();
        return JsonBatches.rows(batch);
    }
}
