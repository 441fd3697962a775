package io.github.phasebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The flows in {@code docs/node-red} are what Node-RED's import takes whole. */
class NodeRedFlowsTest {

  private static final Path FLOWS = Path.of("docs", "node-red");

  static List<Path> flows() throws IOException {
    try (Stream<Path> files = Files.list(FLOWS)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  /** The import silently leaves out a node whose id was there before, also that of the tab. */
  @ParameterizedTest
  @MethodSource("flows")
  void noTwoNodesHaveTheSameId(Path flow) throws IOException {
    assertThat(ids(flow)).isNotEmpty().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("flows")
  void everyNodeThatIsReferredToIsThere(Path flow) throws IOException {
    List<String> references =
        nodes(flow).stream()
            .flatMap(
                node ->
                    Stream.concat(
                        Stream.of("z", "broker", "group", "page", "ui", "theme")
                            .filter(key -> !node.path("type").asString().equals("mqtt-broker"))
                            .map(node::path),
                        node.path("wires").valueStream().flatMap(JsonNode::valueStream)))
            .filter(JsonNode::isString)
            .map(JsonNode::asString)
            .toList();
    assertThat(ids(flow)).containsAll(references);
  }

  @ParameterizedTest
  @MethodSource("flows")
  void theReadmeNamesIt(Path flow) throws IOException {
    assertThat(Files.readString(FLOWS.resolve("README.md")))
        .contains("](" + flow.getFileName() + ")");
  }

  private static List<String> ids(Path flow) throws IOException {
    return nodes(flow).stream().map(node -> node.path("id").asString()).toList();
  }

  private static List<JsonNode> nodes(Path flow) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(flow)).valueStream().toList();
  }
}
