package dev.postrider.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The pictures: that they are SVG, and that what is drawn stands where its value is. */
final class PlotTest {

  @Test
  void aPlotIsADocumentWithItsPanelsOneBelowTheOther() throws Exception {
    Document svg =
        parsed(
            Plot.of(
                "p99 < 10 ms & more",
                Lines.of("rates", "1/s", "seconds", Lines.Line.every("a", 0, 1, List.of(1, 2, 4))),
                Bars.of("times", "ms", Bars.Bar.of("p50", 3), Bars.Bar.of("p99", 6))));
    Element root = svg.getDocumentElement();
    assertThat(root.getAttribute("height")).isEqualTo("564");
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(1);
    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(3);
    assertThat(root.getTextContent()).contains("p99 < 10 ms & more", "seconds", "p50", "p99");
  }

  @Test
  void aBarIsAsHighAsItsValueAndItsPartsStandUponEachOther() throws Exception {
    Document svg =
        parsed(
            Plot.of(
                "bars",
                new Bars(
                    "CPU",
                    "µs",
                    List.of("server", "PostgreSQL"),
                    List.of(Bars.Bar.of("a", 30, 10), Bars.Bar.of("b", 60, 20)))));
    List<Element> parts = bars(svg);
    assertThat(parts).hasSize(4);
    assertThat(number(parts.get(2), "height"))
        .isCloseTo(2 * number(parts.get(0), "height"), offset(0.2));
    assertThat(number(parts.get(1), "y") + number(parts.get(1), "height"))
        .isCloseTo(number(parts.get(0), "y"), offset(0.2));
  }

  @Test
  void aScaleHasRoundTicksAndHoldsAllValues() {
    Scale scale = Scale.fromZero(DoubleStream.of(3, 17_320, Double.NaN));
    assertThat(scale.most()).isEqualTo(20_000);
    assertThat(scale.ticks()).containsExactly(0.0, 5_000.0, 10_000.0, 15_000.0, 20_000.0);
    assertThat(scale.place(10_000)).isEqualTo(0.5);
    Scale log = Scale.around(List.of(1.0, 10.0, 100.0), true);
    assertThat(log.place(10)).isEqualTo(0.5);
    assertThat(log.ticks()).containsExactly(1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0);
    assertThat(Scale.around(List.of(7.0), true).place(7)).isEqualTo(0.5);
    assertThat(Scale.fromZero(DoubleStream.empty()).place(0)).isZero();
  }

  @Test
  void labelsAreShort() {
    assertThat(List.of(0.0, 0.25, 12.0, 10_000.0, 1_250_000.0, 0.004))
        .map(Scale::label)
        .containsExactly("0", "0.25", "12", "10k", "1.25M", "0.004");
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    assertThatThrownBy(() -> new Lines.Line("a", List.of(1.0), List.of()))
        .hasMessageContaining("a: 1 and 0 values");
    assertThatThrownBy(() -> new Bars("t", "µs", List.of("x", "y"), List.of(Bars.Bar.of("b", 1))))
        .hasMessageContaining("b: [1.0] for [x, y]");
  }

  /** The parts of bars, and neither the background nor the squares of the legend. */
  private static List<Element> bars(Document svg) {
    var all = svg.getElementsByTagName("rect");
    return IntStream.range(0, all.getLength())
        .mapToObj(i -> (Element) all.item(i))
        .filter(rect -> rect.hasAttribute("x") && !rect.getAttribute("width").equals("9.0"))
        .toList();
  }

  private static double number(Element element, String name) {
    return Double.parseDouble(element.getAttribute(name));
  }

  private static Document parsed(Plot plot) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(plot.svg().getBytes(StandardCharsets.UTF_8)));
  }
}
