using Azure.Data.Tables;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Incidents;

/// <summary>The teams with their documents, and the overrides of their rotas. A team is changed by one who has read all teams, for a task is one team's.</summary>
public sealed class OnCallStore
{
    private const string Teams = "teams";
    private const string Changed = "~changed";

    private readonly TableClient table;
    private readonly DocumentTable<Team> teams;
    private readonly DocumentTable<TeamMark> marks;

    public OnCallStore(StorageAccount account)
    {
        table = account.Table(StorageNames.OnCallTable);
        teams = new(Formats.Team, table, team => [("Tasks", string.Join(' ', team.Tasks)), ("People", string.Join(' ', team.People.Select(person => person.Name)))]);
        marks = new(Formats.TeamMark, table, _ => []);
        Overrides = new(table);
    }

    public OverrideStore Overrides { get; }

    /// <summary>Every team.</summary>
    public async Task<IReadOnlyList<Team>> TeamsAsync(CancellationToken cancel) => [.. (await teams.AllAsync(Teams, cancel)).Select(team => team.Value)];

    /// <summary>Every team, to change one.</summary>
    public async Task<StoredTeams> StoredAsync(CancellationToken cancel)
    {
        // The mark first: a change that comes between the two reads is noticed when this one is kept.
        var mark = await marks.FindAsync(Teams, Changed, cancel);
        return new(await TeamsAsync(cancel), mark);
    }

    /// <summary>In the order of their names.</summary>
    public async Task<Domain.Kernel.Page<Team>> ListAsync(string? after, int? limit, CancellationToken cancel)
    {
        var page = await teams.ListAsync(Teams, after, limit, cancel);
        return new([.. page.Items.Select(team => team.Value)], page.Next);
    }

    public Task<Stored<Team>?> FindAsync(string team, CancellationToken cancel) => teams.FindAsync(Teams, team, cancel);

    /// <summary>Keeps a new team, or another document of one; false when any team changed since they were read.</summary>
    public async Task<bool> PutAsync(StoredTeams before, Team team, CancellationToken cancel)
    {
        var mark = marks.Entity(Teams, Changed, new(team.Name));
        try
        {
            await table.SubmitTransactionAsync(
                [
                    before.Mark is { } old ? new(TableTransactionActionType.UpdateReplace, mark, old.ETag) : new(TableTransactionActionType.Add, mark),
                    new(TableTransactionActionType.UpsertReplace, teams.Entity(Teams, team.Name, team)),
                ],
                cancel);
            return true;
        }
        catch (TableTransactionFailedException raced) when (raced.Status is 409 or 412)
        {
            return false;
        }
    }

    /// <summary>The team's layers with the overrides that are not over at a time.</summary>
    public async Task<Rota> RotaAsync(Team team, DateTimeOffset now, CancellationToken cancel) =>
        new(team, [.. (await Overrides.ListAsync(team.Name, now, null, null, cancel)).Items.Where(one => team.Find(one.Person) is not null)]);
}

/// <summary>The teams as they were read.</summary>
public sealed class StoredTeams
{
    internal StoredTeams(IReadOnlyList<Team> teams, Stored<TeamMark>? mark) => (Teams, Mark) = (teams, mark);

    public IReadOnlyList<Team> Teams { get; }

    internal Stored<TeamMark>? Mark { get; }
}

/// <summary>Written with every change of a team.</summary>
/// <param name="Team">Which changed last.</param>
internal sealed record TeamMark(string Team);
