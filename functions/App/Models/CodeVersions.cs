using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Trainers;

namespace MlFunctions.App.Models;

/// <summary>Which code is running, for the provenance of what it makes.</summary>
public static class CodeVersions
{
    public static CodeVersion Current { get; } = Read();

    private static CodeVersion Read()
    {
        Assembly[] ours = [typeof(TaskDefinition).Assembly, typeof(Trainer).Assembly];
        return new CodeVersion(
            Commit(),
            ours.ToDictionary(a => a.GetName().Name!, Hash),
            typeof(Trainer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Where(a => a.Key.StartsWith(PackageKey, StringComparison.Ordinal)).ToDictionary(a => a.Key[PackageKey.Length..], a => a.Value!),
            RuntimeInformation.FrameworkDescription);
    }

    /// <summary>Learning.csproj writes one such attribute for each package that it uses.</summary>
    private const string PackageKey = "Package:";

    private static string Commit() => LearningCode.Version.Split('+') is [_, var commit] ? commit : "unknown: built outside a git repository";

    private static string Hash(Assembly assembly)
    {
        using var file = File.OpenRead(assembly.Location);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
