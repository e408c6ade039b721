package musubi.message;

import java.util.List;
import java.util.stream.IntStream;

/** How a rich picture is divided into parts that are tapped. */
public enum RichTemplate {
    ONE(1, 1),
    TWO_COLUMNS(2, 1),
    THREE_COLUMNS(3, 1),
    TWO_ROWS(1, 2),
    THREE_ROWS(1, 3),
    FOUR(2, 2),
    SIX(3, 2);

    private final int columns;
    private final int rows;

    RichTemplate(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /** How many actions it takes. */
    public int parts() {
        return columns * rows;
    }

    /** Row by row; together they cover a picture of 1,040 by that height without a gap. */
    public List<Bubble.Area> areas(int height, List<Action> actions) {
        return IntStream.range(0, parts())
                .mapToObj(part -> {
                    var column = part % columns;
                    var row = part / columns;
                    var x = CompiledMessage.WIDTH * column / columns;
                    var y = height * row / rows;
                    return new Bubble.Area(
                            x,
                            y,
                            CompiledMessage.WIDTH * (column + 1) / columns - x,
                            height * (row + 1) / rows - y,
                            actions.get(part));
                })
                .toList();
    }
}
