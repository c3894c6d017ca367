using System.Collections.Concurrent;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Storage.Models;

/// <summary>Cards that were read lately: a model never changes, so its card is read once for all look-ups of its predictions.</summary>
internal sealed class RecentCards
{
    /// <summary>More models than look-ups ask for together; at tens of kilobytes a card, a few megabytes.</summary>
    private const int MaxCards = 100;

    private readonly ConcurrentDictionary<(TaskName Task, int Version), ModelCard> cards = new();

    public ModelCard? Find(TaskName task, int version) => cards.GetValueOrDefault((task, version));

    public void Add(ModelCard card)
    {
        // Beginning anew is simpler than knowing which was used last, and as good where so few are in use.
        if (cards.Count >= MaxCards)
            cards.Clear();
        cards[(card.Task, card.Version)] = card;
    }
}
