using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.App.Incidents.Bundles;

/// <summary>Reads the parts of a bundle side by side: what cannot be read, or not in time, is missing, and takes nothing else with it.</summary>
/// <param name="limit">When the time is over.</param>
/// <param name="cancel">When all of it is to stop.</param>
internal sealed class PartReader(CancellationToken limit, CancellationToken cancel)
{
    private readonly Lock gate = new();

    /// <summary>By part: why it is not there.</summary>
    public SortedDictionary<string, string> Missing { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether storage could not be reached for one of them, which may be so no longer in a moment.</summary>
    public bool IsCut { get; private set; }

    /// <summary>A part, or null once it is said why not.</summary>
    /// <param name="part">Its name in the bundle.</param>
    /// <param name="read">Reads it, until it is told to stop.</param>
    public async Task<T?> ReadAsync<T>(string part, Func<CancellationToken, Task<Result<T>>> read)
        where T : class
    {
        try
        {
            var result = await Task.Run(() => read(limit), limit).WaitAsync(limit);
            if (!result.IsDone)
                Say(part, result.Refusal.Detail);
            // A part that cannot be written, such as an infinite sum, would keep back the others for ever.
            await JsonSerializer.SerializeAsync(Stream.Null, result.Value, Json.Readable, limit);
            return result.Value;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            Say(part, "It could not be had in time, so that the rest is here in time.");
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            if (StorageAccount.IsOutage(failure))
                IsCut = true;
            Say(part, $"It could not be read: {failure.GetBaseException().Message.Split('\n')[0].TrimEnd()}");
        }

        return null;
    }

    private void Say(string part, string why)
    {
        lock (gate)
            Missing[part] = why;
    }
}
