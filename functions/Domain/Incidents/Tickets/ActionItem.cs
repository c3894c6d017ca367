namespace MlFunctions.Domain.Incidents.Tickets;

/// <summary>Something to be done so that it does not happen again.</summary>
/// <param name="Number">Counts a ticket's from 1.</param>
/// <param name="Title">What.</param>
/// <param name="Owner">By whom.</param>
/// <param name="Due">By when.</param>
/// <param name="Change">A link to the change that does it.</param>
/// <param name="DoneAt">When it was done.</param>
public sealed record ActionItem(int Number, string Title, string? Owner = null, DateTimeOffset? Due = null, string? Change = null, DateTimeOffset? DoneAt = null);
