using Mono.Cecil;
using Mono.Cecil.Cil;

namespace MlFunctions.Architecture.Tests.Reading;

/// <summary>A key that code asks configuration for; null where it is worked out.</summary>
internal sealed record ConfigurationRead(string Where, string? Key)
{
    private static readonly string[] Readers =
    [
        "Microsoft.Extensions.Configuration.IConfiguration.get_Item",
        "Microsoft.Extensions.Configuration.IConfiguration.GetSection",
        "Microsoft.Extensions.Configuration.ConfigurationManager.get_Item",
        "Microsoft.Extensions.Configuration.ConfigurationManager.GetSection",
        "Microsoft.Extensions.Configuration.ConfigurationExtensions.GetConnectionString",
        "Microsoft.Extensions.Configuration.ConfigurationExtensions.GetRequiredSection",
        "Microsoft.Extensions.Configuration.ConfigurationBinder.GetValue",
        "Microsoft.AspNetCore.Hosting.IWebHostBuilder.GetSetting",
        "System.Environment.GetEnvironmentVariable",
    ];

    /// <summary>Every read of every project. The key is what was pushed last before the call, so it must be the last argument.</summary>
    public static IEnumerable<ConfigurationRead> All =>
        from project in Code.Projects
        from method in Code.Methods(project)
        where method.HasBody
        from call in method.Body.Instructions
        where call.Operand is MethodReference called && Readers.Contains($"{called.DeclaringType.FullName}.{called.Name}")
        where !IsKeyOfSetting(call.Previous)
        select new ConfigurationRead($"{method.DeclaringType.FullName}.{method.Name}", call.Previous.OpCode == OpCodes.Ldstr ? (string)call.Previous.Operand : null);

    private static bool IsKeyOfSetting(Instruction argument) =>
        argument.Operand is MethodReference { Name: "get_Key" or "get_Name", DeclaringType.FullName: "MlFunctions.Hosting.Configuration.Setting" };
}
