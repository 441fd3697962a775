package io.github.phasebridge.bridge;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The executor on which all of the bridge's state is touched, one task after the other. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
public @interface BridgeThread {}
