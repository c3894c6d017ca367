using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Incidents.Messages;
using MlFunctions.Demo;
using MlFunctions.Hosting.Configuration;

namespace MlFunctions.Standalone.Tests.Demonstration;

public sealed class ReceiverSettingTests
{
    [Theory]
    [InlineData(false, null, false)]
    [InlineData(false, "", false)]
    [InlineData(false, "true", true)]
    [InlineData(true, null, true)]
    [InlineData(true, "False", false)]
    public async Task Private_receivers_are_allowed_by_the_setting_or_in_the_demo(bool isDemo, string? setting, bool isAllowed)
    {
        await using var host = StandaloneHost.Create(setting is null ? [] : ["--Receivers:allowPrivate", setting], isDemo ? new DemoOptions() : null);

        Assert.Equal(isAllowed, host.Services.GetRequiredService<MessageSettings>().AllowPrivate);
    }

    [Fact]
    public void Setting_that_is_neither_true_nor_false_stops_the_start()
    {
        var refusal = Assert.Throws<SettingUnusableException>(() => StandaloneHost.Create(["--Receivers:allowPrivate", "perhaps"]));

        Assert.Equal("The setting Receivers__allowPrivate is 'perhaps'; it must be true or false.", refusal.Message);
    }
}
