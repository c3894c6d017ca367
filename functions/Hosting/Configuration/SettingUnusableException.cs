namespace MlFunctions.Hosting.Configuration;

/// <summary>A setting says something that cannot be followed. The message is a sentence for whoever started the application.</summary>
public sealed class SettingUnusableException(Setting setting, string reason) : Exception($"The setting {setting.Name} {reason}")
{
    /// <summary>The sentence alone: where it is logged, a stack trace would only hide it.</summary>
    public override string ToString() => Message;
}
