using System.Text.Json;
using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Audit;

/// <summary>Holds one kind of things, one after the other, against what the audit says of them.</summary>
/// <param name="audited">What it says, by key.</param>
internal sealed class AuditedCheck(Dictionary<string, AuditedFiles?> audited)
{
    private int whole;
    private int deleted;
    private int pending;
    private AuditFault? broken;

    /// <summary>Looks at one.</summary>
    /// <param name="key">Of the entry about it.</param>
    /// <param name="listed">As lists show it now.</param>
    /// <param name="hashes">What lists say of its files: enough where the audit has not been told yet.</param>
    /// <param name="isDeleted">Whether files of it may be gone.</param>
    /// <param name="mayGo">Which ones.</param>
    /// <param name="hash">The SHA-256 of a file as it is; null where it is gone.</param>
    public async Task CheckAsync<T>(
        string key, T listed, IReadOnlyDictionary<string, string> hashes, Func<Task<bool>> isDeleted, IReadOnlyCollection<string> mayGo, Func<string, Task<string?>> hash)
    {
        var isTold = audited.Remove(key, out var told);
        var fault = isTold && !Same(told, listed) ? "What lists say of it is not what the audit was told." : null;
        var without = false;
        foreach (var (file, sha256) in told?.Files ?? hashes)
        {
            if (fault is not null)
                break;
            var found = await hash(file);
            var isGone = found is null && mayGo.Contains(file) && await isDeleted();
            without |= isGone;
            fault = isGone || found == sha256 ? null : found is null ? $"Its file {file} is gone." : $"Its file {file} is not the one that was kept: its SHA-256 is {found}, and was {sha256}.";
        }

        whole += fault is null ? 1 : 0;
        deleted += without ? 1 : 0;
        pending += isTold ? 0 : 1;
        broken ??= fault is null ? null : new(key, fault);
    }

    /// <summary>Once all that are listed have been looked at.</summary>
    public AuditedKind Result() => new(whole, deleted, pending, broken ?? (audited.Keys.Order(StringComparer.Ordinal).FirstOrDefault() is { } gone ? new(gone, "The audit tells of it, but it is no longer listed.") : null));

    /// <summary>Both are written anew, so that a field that came later does not make them differ.</summary>
    private static bool Same<T>(AuditedFiles? told, T listed)
    {
        try
        {
            return told is not null && JsonSerializer.Serialize(told.Listed.Deserialize<T>(Json.Options), Json.Options) == JsonSerializer.Serialize(listed, Json.Options);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
