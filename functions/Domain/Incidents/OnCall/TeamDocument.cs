using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Incidents.OnCall;

/// <summary>Reads the JSON document by which a team says who is on call, and names every mistake in it at once; writes it as it can be read again.</summary>
public sealed class TeamDocument
{
    private const int MostCharacters = 200_000;
    private const int MostTasks = 200;
    private const int MostPeople = 100;
    private const int MostTurns = 100;
    private const int LongestTurn = 92;

    private readonly DocumentReader document;
    private readonly ReceiverDocument receivers;

    private TeamDocument(JsonElement json, bool allowPrivate) => (document, receivers) = (new DocumentReader(json, ""), new ReceiverDocument(allowPrivate));

    /// <summary>The team, or Invalid with a JSON pointer for each mistake.</summary>
    /// <param name="name">Under which it is declared; a name in the document must be the same.</param>
    /// <param name="json">The document.</param>
    /// <param name="allowPrivate">Whether receivers may have http addresses and hosts that are not on the public internet.</param>
    public static Result<Team> Read(string name, JsonElement json, bool allowPrivate)
    {
        if (json.GetRawText().Length > MostCharacters)
            return new Invalid($"A team's document has {MostCharacters} characters at most; make two teams of it.");
        var document = new TeamDocument(json, allowPrivate);
        var team = document.Read(name);
        return document.document.Refusal is { } refusal ? refusal : team;
    }

    public static JsonNode Write(Team team) => JsonSerializer.SerializeToNode(
        new
        {
            team.Name,
            team.Tasks,
            people = team.People.Select(person => new
            {
                person.Name,
                person.Contacts,
                quiet = person.Quiet is { } quiet ? new { from = Write(quiet.From), to = Write(quiet.To), quiet.TimeZone, quiet.Severity } : null,
            }),
            layers = team.Layers.Select(layer => new { layer.Level, layer.People, layer.Start, at = Write(layer.At), layer.Days, layer.TimeZone }),
            hooks = team.Hooks.Select(hook => new { hook.Name, hook.Receiver.Channel, hook.Receiver.To, hook.Receiver.Secret, hook.Events }),
            policies = EscalationDocument.Write(team.Policies),
        },
        Json.Options)!;

    private Team Read(string name)
    {
        // What the answer to a GET has beside the document is no mistake in it.
        document.Only("name", "tasks", "people", "layers", "hooks", "policies", "onCall");
        if (document.Text("name") is { } written && written != name)
            document.Error("name", $"The name must be {name}, as in the URL, or absent.");
        var people = Named("people", MostPeople, Person, person => person.Name);
        return new(name, Tasks(), people, Layers(people), Named("hooks", ReceiverDocument.MostHooks, receivers.Hook, hook => hook.Name), EscalationDocument.Read(document.Object("policies")));
    }

    private ImmutableArray<TaskName> Tasks()
    {
        var tasks = new List<TaskName>();
        foreach (var (place, text) in document.Texts("tasks", 0, MostTasks))
        {
            if (!TaskName.TryParse(text, null, out var task))
                document.Error(place, $"'{text}' is not the name of a task.");
            else if (tasks.Contains(task))
                document.Error(place, $"{task} is there twice.");
            else
                tasks.Add(task);
        }

        return [.. tasks];
    }

    private ImmutableArray<T> Named<T>(string property, int most, Func<DocumentReader, T> read, Func<T, string> name)
    {
        var all = new List<T>();
        foreach (var entry in document.Objects(property, required: false, least: 0, most) ?? [])
        {
            var one = read(entry);
            if (name(one).Length > 0 && !Naming.IsName(name(one)))
                entry.Error("name", $"A name takes {Naming.Rule}.");
            if (name(one).Length > 0 && all.Any(other => name(other) == name(one)))
                entry.Error("name", $"The name {name(one)} is there twice; give each its own.");
            all.Add(one);
        }

        return [.. all];
    }

    private Person Person(DocumentReader entry)
    {
        entry.Only("name", "contacts", "quiet");
        var contacts = entry.Objects("contacts", required: false, least: 0, ReceiverDocument.MostContacts) ?? [];
        return new(entry.Text("name", required: true) ?? string.Empty, [.. contacts.Select(receivers.Contact)], entry.Object("quiet") is { } quiet ? Quiet(quiet) : null);
    }

    private static QuietHours Quiet(DocumentReader entry)
    {
        entry.Only("from", "to", "timeZone", "severity");
        var (from, to) = (Time(entry, "from"), Time(entry, "to"));
        if (from is not null && from == to)
            entry.Error("to", "Quiet hours end at another time than they begin: someone who is never paged needs no contacts.");
        return new(from ?? default, to ?? default, Zone(entry), entry.Word<Severity>("severity") ?? Severity.Sev3);
    }

    private ImmutableArray<Layer> Layers(ImmutableArray<Person> people)
    {
        var (layers, levels) = (new List<Layer>(), new HashSet<Level>());
        foreach (var entry in document.Objects("layers", required: false, least: 0, Enum.GetValues<Level>().Length) ?? [])
        {
            entry.Only("level", "people", "start", "at", "days", "timeZone");
            var level = entry.Word<Level>("level", required: true);
            if (level is { } known && !levels.Add(known))
                entry.Error("level", "There are two layers of this level; put their people into one.");
            var turns = entry.Texts("people", 1, MostTurns).ToArray();
            foreach (var (place, text) in turns.Where(turn => people.All(person => person.Name != turn.Text)))
                entry.Error(place, $"There is nobody called '{text}' among people.");
            var start = entry.Parsed("start", Day, "a day from 2000 to 2099, such as 2026-01-05");
            var at = Time(entry, "at");
            layers.Add(new(level ?? Level.Operations, [.. turns.Select(turn => turn.Text)], start ?? default, at ?? default, entry.Count("days", LongestTurn, required: true) ?? 1, Zone(entry)));
        }

        return [.. layers];
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2100 ? day : null;

    private static TimeOnly? Time(DocumentReader entry, string property) => entry.Parsed<TimeOnly>(
        property, text => TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null, "a time of day, such as 09:00");

    private static string Zone(DocumentReader entry)
    {
        var zone = entry.Text("timeZone", required: true);
        if (zone is not null && !LocalClock.Knows(zone))
            entry.Error("timeZone", $"There is no time zone '{zone}'; give an IANA name, such as Europe/Berlin.");
        return zone ?? string.Empty;
    }

    private static string Write(TimeOnly time) => time.ToString(time.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
}
