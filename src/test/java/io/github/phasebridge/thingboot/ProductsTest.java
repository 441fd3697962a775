package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.phasebridge.device.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {

  private static final String SOCKET =
      """
      id = p50
      keys = [ "Qt5AHeMfXQ", 50 ]
      model = "Double socket"
      properties = [
        { name = power1, kind = switch, on = 1, off = 0 }
        { name = power2, label = "Second socket", kind = switch, on = open, off = close }
        { name = temperature, label = "Temperature", kind = number, unit = "°C" }
      ]
      commands = [
        {
          name = blink, value = "3", key = blink, label = "Blink"
        }
        {
          name = point, value = "700", key = point2_700, label = "Second on for 0.7 s"
          effect = pulse, property = power2, first = on, milliseconds = 700
        }
      ]
      """;

  @TempDir private Path folder;

  @Test
  void withoutFilesOfTheUserThereIsTheP46() {
    assertThat(TestProducts.shipped().all()).extracting(Product::id).containsExactly("p46");
  }

  @Test
  void aSecondProductNeedsNothingButItsFile() throws Exception {
    write("socket.conf", SOCKET);

    Product socket = load().of(List.of("Qt5AHeMfXQ"), null);

    assertThat(socket.model()).isEqualTo("Double socket");
    assertThat(RelayEntities.of(socket, Map.of(), true, true))
        .extracting(Entity::key)
        .containsExactly(
            "power1",
            "power2",
            "temperature",
            "blink",
            "point2_700",
            "firmware",
            "signal",
            "ip",
            "last_command");
    Product.Property.Switched second =
        (Product.Property.Switched) socket.property("power2").orElseThrow().kind();
    assertThat(OrderJson.lan(Order.toSwitch("power2", second, true)))
        .isEqualTo("{\"power2\":\"open\"}");
    assertThat(OrderJson.lan(Order.of(socket.command("blink").orElseThrow())))
        .isEqualTo("{\"blink\":\"3\"}");
  }

  @Test
  void aFileOfTheUserReplacesTheShippedOneOfItsId() throws Exception {
    write("p46.conf", SOCKET.replace("id = p50", "id = p46"));

    assertThat(load().all()).extracting(Product::model).containsExactly("Double socket");
    assertThat(load().of(List.of(), null).model()).isEqualTo("Double socket");
  }

  @ParameterizedTest
  @CsvSource({
    "Rt5AHeMfYR, , p46",
    "Qt5AHeMfXQ, , p50",
    "50, , p50",
    "p50, , p50",
    "Qt5AHeMfXQ, p46.20250823.v12, p50",
    "other, p50.20250823.v1, p50",
    "other, P50.next, p50",
    "other, p46.20250823.v12, p46",
    "other, p99.20250823.v12, p46",
    "other, '', p46",
    "other, , p46"
  })
  void aDeviceHasTheProductOfItsKeyElseOfItsFirmware(
      String key, @Nullable String firmware, String product) throws Exception {
    write("socket.conf", SOCKET);

    assertThat(load().of(List.of(key, "socket"), firmware).id()).isEqualTo(product);
  }

  @Test
  void aKeyOfTheUsersProductWinsOverTheShippedOne() throws Exception {
    write("socket.conf", SOCKET.replace("Qt5AHeMfXQ", "Rt5AHeMfYR"));

    assertThat(load().of(List.of("Rt5AHeMfYR"), null).id()).isEqualTo("p50");
  }

  @Test
  void otherFilesOfTheFolderAreLeftAlone() throws Exception {
    write("socket.conf.old", "{{{");
    write("._socket.conf", "{{{");
    write("readme.txt", "{{{");

    assertThat(load().all()).hasSize(1);
  }

  @Test
  void allProblemsOfAllFilesAreSaidAtOnce() throws Exception {
    write("a.conf", "id = p51\nmodel = A\nproperties = [ { name = power, kind = swich } ]\n");
    write("b.conf", "id = p52\n properties = [");
    write("c.conf", "id = P53\ncolour = red\n");

    assertThatThrownBy(this::load)
        .isInstanceOf(ProductFileException.class)
        .message()
        .satisfies(
            message ->
                assertThat(message.lines().toList())
                    .hasSize(5)
                    .satisfiesExactly(
                        line ->
                            assertThat(line)
                                .contains(
                                    "a.conf:3: properties[0].kind = swich: allowed is switch, ")
                                .endsWith("; did you mean 'switch'?"),
                        line -> assertThat(line).contains("b.conf:2: not valid HOCON"),
                        line ->
                            assertThat(line)
                                .contains("c.conf:1: id = P53: allowed is 1 to 64 lower-case"),
                        line -> assertThat(line).contains("c.conf: model: allowed is a text"),
                        line -> assertThat(line).contains("c.conf:2: colour: unknown setting")));
  }

  @Test
  void noTwoFilesDefineTheSameProduct() throws Exception {
    write("a.conf", SOCKET);
    write("b.conf", SOCKET);

    assertThatThrownBy(this::load)
        .hasMessageContaining("b.conf:1: id = p50: another file in this folder defines this")
        .hasMessageContaining("b.conf:2: keys: 'Qt5AHeMfXQ' is listed twice");
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() throws Exception {
    write("socket.conf", SOCKET + "#".repeat(600 * 1024));

    assertThatThrownBy(this::load)
        .hasMessageEndingWith("socket.conf: this file is too large; allowed are 512 KB");
  }

  @Test
  void whatIsNoFileIsAnError() throws Exception {
    Files.createDirectory(folder.resolve("socket.conf"));

    assertThatThrownBy(this::load).hasMessageContaining("socket.conf: this is not a readable file");
  }

  @Test
  void whatIsNoFolderIsAnError() throws Exception {
    Path file = folder.resolve("products");
    Files.writeString(file, "");

    assertThatThrownBy(() -> Products.load(file))
        .isInstanceOf(ProductFileException.class)
        .hasMessageEndingWith("products: allowed is a folder that phasebridge may read, or none");
  }

  private Products load() throws ProductFileException {
    return Products.load(folder);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
