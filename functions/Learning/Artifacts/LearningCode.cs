using System.Reflection;

namespace MlFunctions.Learning.Artifacts;

/// <summary>Which code trains.</summary>
public static class LearningCode
{
    /// <summary>Version and commit, such as 0.1.0+fb42d34….</summary>
    public static string Version { get; } =
        typeof(LearningCode).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
