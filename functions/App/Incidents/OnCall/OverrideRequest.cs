using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Incidents.OnCall;

/// <summary>Who is to stand in.</summary>
/// <param name="Level">At which level.</param>
/// <param name="Person">Who.</param>
/// <param name="From">From when; null: from now on.</param>
/// <param name="Until">Until when.</param>
/// <param name="By">Who asks for it.</param>
/// <param name="Reason">Why.</param>
internal sealed record OverrideRequest(Level? Level, string? Person, DateTimeOffset? From, DateTimeOffset? Until, string? By = null, string? Reason = null)
{
    private const int MostCharacters = 1000;
    private const int MostDays = 31;
    private const int MostDaysAhead = 366;

    /// <summary>The override, if it is whole; it gets its id in storage.</summary>
    public Result<Override> Of(Team team, DateTimeOffset now)
    {
        FieldError[] errors = [.. Errors(team, From ?? now, now)];
        return errors.Length == 0
            ? new Override(string.Empty, Level!.Value, Person!, (From ?? now).ToUniversalTime(), Until!.Value.ToUniversalTime(), By, Reason)
            : new Invalid($"{errors[0].Pointer}: {errors[0].Detail}", errors);
    }

    private IEnumerable<FieldError> Errors(Team team, DateTimeOffset from, DateTimeOffset now)
    {
        if (Level is null)
            yield return new("/level", $"Give one of {string.Join(", ", Enum.GetNames<Level>()).ToLowerInvariant()}.");
        if (Person is null || team.Find(Person) is null)
            yield return new("/person", $"Give someone of the team{(team.People.Length == 0 ? "; nobody is in it: PUT its document with people first" : $": {string.Join(", ", team.People.Select(person => person.Name))}")}.");
        if (from > now.AddDays(MostDaysAhead))
            yield return new("/from", $"It begins in at most {MostDaysAhead} days.");
        if (Until is null)
            yield return new("/until", "Give the time at which it ends, such as 2026-11-24T21:00:00Z.");
        else if (Until <= now || Until <= from)
            yield return new("/until", $"It must end after it begins, and after now; it is {now:yyyy-MM-dd'T'HH:mm:ss'Z'}.");
        else if (Until - from > TimeSpan.FromDays(MostDays))
            yield return new("/until", $"It lasts {MostDays} days at most; for longer, change the team's layers.");
        if (By?.Length > MostCharacters)
            yield return new("/by", $"It has more than {MostCharacters} characters.");
        if (Reason?.Length > MostCharacters)
            yield return new("/reason", $"It has more than {MostCharacters} characters.");
    }
}
