package io.github.phasebridge.iammeter;

/**
 * A meter as the account lists it.
 *
 * @param sn the serial number exactly as the vendor writes it; calls use this form
 * @param name the vendor's name, or the serial number where there is none
 * @param site the name of the place it belongs to; empty if unknown
 */
record MeterInfo(String sn, String name, String site) {}
