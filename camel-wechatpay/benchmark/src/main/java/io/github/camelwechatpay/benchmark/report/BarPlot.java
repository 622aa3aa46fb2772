package io.github.camelwechatpay.benchmark.report;

import io.github.camelwechatpay.benchmark.client.Clients;
import io.github.camelwechatpay.benchmark.measure.Conditions;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler;

/** Draws groups of bars, with a bar for each client in each group. */
final class BarPlot {

    /** Colours from light to dark, so that they also differ in black and white. */
    private static final Map<String, Color> COLOURS = Map.of(
            Clients.FLOOR.label(), new Color(0xd9d9d9),
            Clients.CAMEL_HTTP.label(), new Color(0x8cc5a2),
            Clients.SDK.label(), new Color(0xe08e0b),
            Clients.OURS.label(), new Color(0x2f72b5),
            Clients.OURS_ASYNC.label(), new Color(0x12284b));

    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;

    /** Digits too fine to be seen, which would be half of a file. */
    private static final Pattern FINE = Pattern.compile("([0-9]\\.[0-9]{2})[0-9]+");

    private static final MathContext DIGITS = new MathContext(3);

    private final CategoryChart chart;

    /** @param groups meaning of the groups, shown below the plot */
    BarPlot(String title, String unit, String groups, Conditions conditions) {
        chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .yAxisTitle(unit)
                .xAxisTitle(groups + "   (" + conditions + ")")
                .build();
        CategoryStyler styler = chart.getStyler();
        styler.setAvailableSpaceFill(0.85);
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setPlotGridLinesStroke(new BasicStroke(0.5f));
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLabelsVisible(true);
        styler.setLabelsPosition(0.97);
        styler.setLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
        styler.setYAxisMin(0.0);
    }

    /** Makes the axis logarithmic, for values that are far apart. */
    BarPlot logarithmic(double from) {
        chart.getStyler().setLabelsVisible(false).setYAxisMin(from).setYAxisLogarithmic(true);
        return this;
    }

    void add(String client, List<String> groups, List<Double> values) {
        chart.addSeries(client, groups, values.stream().map(BarPlot::rounded).toList())
                .setFillColor(COLOURS.get(client));
    }

    private static BigDecimal rounded(double value) {
        return new BigDecimal(value).round(DIGITS);
    }

    void write(Path file) throws IOException {
        String svg = new String(ChartEncoder.getBytes(chart, "svg"), StandardCharsets.UTF_8);
        Files.writeString(file, FINE.matcher(svg).replaceAll("$1"));
    }
}
