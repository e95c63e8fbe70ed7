package dev.roundtrip.participant.contract;

import dev.roundtrip.participant.ParticipantSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;

/** A participant's settings as a test wants them. */
public final class SettingsForTests {
    private static final int BEFORE_ALL_OTHERS = 1000;

    private SettingsForTests() {}

    /**
     * The defaults but for what is said.
     *
     * @param settings names, without {@code roundtrip.participant.}, each with its value after it
     */
    public static ParticipantSettings with(String... settings) {
        var named = new HashMap<String, String>();
        for (var i = 0; i < settings.length; i += 2) {
            named.put("roundtrip.participant." + settings[i], settings[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ParticipantSettings.class)
                .withSources(new PropertiesConfigSource(named, "test", BEFORE_ALL_OTHERS))
                .build()
                .getConfigMapping(ParticipantSettings.class);
    }
}
