using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms;

namespace MlFunctions.App.Monitoring.Alarms;

/// <summary>What is to be silent.</summary>
/// <param name="Until">When it ends.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who asks for it.</param>
internal sealed record SilenceRequest(DateTimeOffset? Until, string? Reason, string? By = null)
{
    private const int MostCharacters = 1000;

    /// <summary>The silence, if it is whole; it gets its id in storage.</summary>
    public Result<Silence> Of(string alarm, DateTimeOffset now)
    {
        FieldError[] errors = [.. Errors(now)];
        return errors.Length == 0
            ? new Silence(string.Empty, alarm, now, Until!.Value.ToUniversalTime(), Reason!.Trim(), By)
            : new Invalid($"{errors[0].Pointer}: {errors[0].Detail}", errors);
    }

    private IEnumerable<FieldError> Errors(DateTimeOffset now)
    {
        if (Until is null)
            yield return new("/until", "Give the time at which the silence ends, such as 2026-11-24T21:00:00Z.");
        else if (Until <= now)
            yield return new("/until", $"The time is over; it is {now:yyyy-MM-dd'T'HH:mm:ss'Z'} now.");
        else if (Until > now + Silence.Longest)
            yield return new("/until", $"A silence lasts {Silence.Longest.TotalDays} days at most, so that none is forgotten.");
        if (string.IsNullOrWhiteSpace(Reason))
            yield return new("/reason", "Give a reason, for whoever wonders why no ticket came.");
        if (Reason?.Length > MostCharacters)
            yield return new("/reason", $"It has more than {MostCharacters} characters.");
        if (By?.Length > MostCharacters)
            yield return new("/by", $"It has more than {MostCharacters} characters.");
    }
}
