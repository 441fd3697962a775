package io.github.phasebridge.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.testing.MemoryJsonFile;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class AnnouncementRegistryTest {

  private final MemoryJsonFile file = new MemoryJsonFile();

  @Test
  void whatIsRememberedIsThereAfterARestart() {
    new AnnouncementRegistry(file).remember(announcement("meter"));

    assertThat(new AnnouncementRegistry(file).all()).containsExactly(announcement("meter"));
  }

  @Test
  void whatIsForgottenIsGoneAfterARestart() {
    AnnouncementRegistry registry = new AnnouncementRegistry(file);
    registry.remember(announcement("meter"));
    registry.remember(announcement("relay"));
    registry.forget("homeassistant/device/meter/config");

    assertThat(new AnnouncementRegistry(file).all()).containsExactly(announcement("relay"));
  }

  @Test
  void thatAnAnnouncementIsToBeWithdrawnIsKnownAfterARestart() {
    AnnouncementRegistry registry = new AnnouncementRegistry(file);
    registry.remember(announcement("meter"));
    registry.remember(announcement("meter").withWithdrawing(true));

    assertThat(new AnnouncementRegistry(file).all())
        .containsExactly(announcement("meter").withWithdrawing(true));
  }

  @Test
  void anEntryThatDoesNotSpeakOfWithdrawingStays() {
    file.text(
        """
        {"announcements":[{"device":"meter","discovery_topic":"a","payload":{},"topics":[]}]}
        """);

    assertThat(new AnnouncementRegistry(file).all())
        .singleElement()
        .returns(false, Announcement::withdrawing);
  }

  @Test
  void anUnchangedAnnouncementIsNotWrittenAgain() {
    new AnnouncementRegistry(file).remember(announcement("meter"));
    AnnouncementRegistry registry = new AnnouncementRegistry(file);
    var _ = registry.all();
    file.text("untouched");

    registry.remember(announcement("meter"));

    assertThat(file.text()).isEqualTo("untouched");
  }

  @Test
  void anIncompleteEntryIsLeftOut() {
    file.text(
        """
        {"announcements":[{"device":"NOT VALID","discovery_topic":"a","payload":{}},
         {"device":"meter","discovery_topic":"b"},
         {"device":"relay","discovery_topic":"c","payload":{},"topics":["d"]}]}
        """);

    assertThat(new AnnouncementRegistry(file).all())
        .containsExactly(
            new Announcement(
                new DeviceId("relay"), "c", JsonNodeFactory.instance.objectNode(), Set.of("d")));
  }

  private static Announcement announcement(String device) {
    return new Announcement(
        new DeviceId(device),
        "homeassistant/device/" + device + "/config",
        JsonNodeFactory.instance.objectNode().put("qos", 1).putNull("name"),
        Set.of("phasebridge/" + device + "/state"));
  }
}
