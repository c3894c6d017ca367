using Microsoft.AspNetCore.Connections;
using MlFunctions.Hosting.Configuration;
using MlFunctions.Standalone;
using MlFunctions.Standalone.Demonstration;
using MlFunctions.Standalone.Kernel;
using MlFunctions.Storage.Kernel;

try
{
    var demo = DemoSwitch.Read(args);
    await using var host = StandaloneHost.Create(demo.Rest, demo.Options);
    await host.RunAsync();
    return 0;
}
catch (Exception refusal) when (refusal is RefusedToStartException or StorageUnusableException or SettingUnusableException)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
catch (IOException taken) when (taken.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{taken.Message} Stop what listens there, or choose another address: --urls http://127.0.0.1:7072.");
    return 1;
}
