package io.millrace.kernel.function.computed;

import static io.millrace.kernel.function.ValueType.TEXT;

import io.millrace.kernel.function.JavaFunction;
import io.millrace.kernel.function.ValueType;
import io.millrace.kernel.recent.Recent;
import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** What is done with shapes in well-known text. */
public final class GeoFunctions {
    private static final int SHAPES = 1000;
    private static final Recent<String, PreparedGeometry> PREPARED = new Recent<>(SHAPES);

    /** All of them. */
    public static final List<JavaFunction> ALL = List.of(
            JavaFunction.test("wkt_contains", a -> prepared(a[0]).contains(shape(a[1])), TEXT, TEXT),
            JavaFunction.test("wkt_intersects", a -> prepared(a[0]).intersects(shape(a[1])), TEXT, TEXT),
            new JavaFunction(
                    "wkt_distance",
                    ValueType.DOUBLE,
                    List.of(TEXT, TEXT),
                    a -> shape(a[0]).distance(shape(a[1]))),
            new JavaFunction(
                    "wkt_area",
                    ValueType.DOUBLE,
                    List.of(TEXT),
                    a -> shape(a[0]).getArea()));

    private GeoFunctions() {}

    private static Geometry shape(Object text) throws ParseException {
        return new WKTReader().read((String) text);
    }

    /** The first shape is often the same in all rows. */
    private static PreparedGeometry prepared(Object text) throws Exception {
        return PREPARED.get((String) text, key -> PreparedGeometryFactory.prepare(shape(key)));
    }
}
