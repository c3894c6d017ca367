using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Standalone.Kernel;

namespace MlFunctions.Standalone.Keys;

/// <summary>The keys of the settings <c>FunctionKeys__{name}</c>: any of them calls a function, only the one named <c>master</c> administers.</summary>
public sealed class FunctionKeys
{
    private const string Section = "FunctionKeys";
    private const string Master = "master";

    private readonly Key[] keys;

    public FunctionKeys(IConfiguration configuration)
    {
        var settings = configuration.GetSection(Section).GetChildren().ToArray();
        if (settings.FirstOrDefault(setting => string.IsNullOrWhiteSpace(setting.Value)) is { } empty)
            throw new RefusedToStartException($"The setting {Section}__{empty.Key} is empty: give it a long secret, or remove it.");
        keys = [.. settings.Select(setting => new Key(setting.Key.Equals(Master, StringComparison.OrdinalIgnoreCase), Hash(setting.Value!)))];
    }

    /// <summary>No key is configured: this machine alone is served.</summary>
    public bool None => keys.Length == 0;

    /// <summary>Whether <paramref name="sent"/> opens <paramref name="level"/>. Takes the same time for every key that is sent, right or wrong.</summary>
    public bool Open(AuthorizationLevel level, string? sent)
    {
        if (level == AuthorizationLevel.Anonymous)
            return true;
        var hash = Hash(sent ?? "");
        var any = false;
        var master = false;
        foreach (var key in keys)
        {
            var equal = CryptographicOperations.FixedTimeEquals(hash, key.Hash);
            any |= equal;
            master |= equal & key.IsMaster;
        }
        return NeedsMaster(level) ? master : any;
    }

    /// <summary>Whether a level is opened by the master key only.</summary>
    public static bool NeedsMaster(AuthorizationLevel level) => level is AuthorizationLevel.Admin or AuthorizationLevel.System;

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private sealed record Key(bool IsMaster, byte[] Hash);
}
