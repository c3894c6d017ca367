using System.Collections.Immutable;
using MlFunctions.App.Incidents.Messages;
using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Incidents.OnCall;

/// <summary>What became of a test.</summary>
/// <param name="To">Which receiver.</param>
/// <param name="Delivered">Whether it has arrived.</param>
/// <param name="Detail">In a few words.</param>
public sealed record TestAnswer(string To, bool Delivered, string Detail);

/// <summary>Tries receivers, all at once.</summary>
public sealed class TestMessages(MessageSender sender, MessageSettings settings, Random random, TimeProvider time)
{
    /// <summary>Of those who are asked for, as deliveries name them.</summary>
    public static Result<IReadOnlyList<string>> Receivers(Team team, TestRequest request)
    {
        if (request.Person is { } named && team.Find(named) is null)
            return new Missing($"Team {team.Name} has no person '{named}'. GET /api/on-call/{team.Name} lists them.");
        if (request.Hook is { } hooked && team.Hooks.All(hook => hook.Name != hooked))
            return new Missing($"Team {team.Name} has no hook '{hooked}'. GET /api/on-call/{team.Name} lists them.");
        var isAll = request is { Person: null, Hook: null };
        return ImmutableArray.CreateRange(team.People.Where(person => isAll || person.Name == request.Person)
            .SelectMany(person => person.Contacts.Select((_, contact) => Delivery.ToPerson(person.Name, contact)))
            .Concat(team.Hooks.Where(hook => isAll || hook.Name == request.Hook).Select(hook => Delivery.ToHook(hook.Name))));
    }

    public async Task<IReadOnlyList<TestAnswer>> SendAsync(Team team, IReadOnlyList<string> receivers, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var id = TicketId.New(now, random);
        return await Task.WhenAll(receivers.Select(async to =>
        {
            var message = Message.Test(id, team, to, now, settings.PublicUrl);
            var attempt = await sender.SendAsync(message, new Delivery(id, 1, team.Name, to, now).Receiver(team)!, cancel);
            return new TestAnswer(to, attempt.Delivered, attempt.Detail);
        }));
    }
}
