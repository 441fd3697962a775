package io.github.phasebridge.acceptance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Marks a class of tests that need a real Home Assistant; without one they count as skipped. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(RealHomeAssistant.Condition.class)
@interface RealHomeAssistant {

  /** Looks for what the tests need in the environment. */
  final class Condition implements ExecutionCondition {

    private static final List<String> NEEDED = List.of("HA_URL", "HA_TOKEN", "MQTT_URL");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      List<String> missing = NEEDED.stream().filter(name -> System.getenv(name) == null).toList();
      if (missing.isEmpty()) {
        return ConditionEvaluationResult.enabled("a Home Assistant is there");
      }
      if (context.getTestMethod().isEmpty()) {
        Stream.of(
                "",
                "SKIPPED: %s needs a real Home Assistant. Not set: %s"
                    .formatted(context.getDisplayName(), String.join(", ", missing)),
                "")
            .forEach(System.out::println);
      }
      return ConditionEvaluationResult.disabled("not set: " + String.join(", ", missing));
    }
  }
}
