using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Hosting.Usage;

/// <summary>The usage of one tenant in memory. Not safe for use by many threads: its owner locks it.</summary>
internal sealed class UsageBook
{
    // No event is older when it is written, see UsageOptions.MaxAge.
    private const int DaysOfIds = 33;

    private readonly SortedDictionary<DateOnly, UsagePage> _pages = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private DateOnly _forgotten;

    internal UsageOutcome Add(UsageEvent usage, int capacity)
    {
        if (_ids.Contains(usage.Id))
        {
            return UsageOutcome.CountedBefore;
        }

        if (_ids.Count >= capacity || !PageOf(usage.Day).TryAdd(usage))
        {
            return UsageOutcome.Overflow;
        }

        _ids.Add(usage.Id);
        return UsageOutcome.Counted;
    }

    internal UsageReport Report(UsageQuery query)
    {
        KeyValuePair<DateOnly, UsagePage>[] pages = [.. _pages.Where(p => p.Key >= query.From && p.Key <= query.To && p.Value.Used.Events != 0)];
        return new UsageReport(
            query,
            pages.Select(static p => new UsageDay(p.Key, p.Value.Used)),
            pages.SelectMany(static p => p.Value.Models).GroupBy(static m => m.Key).Select(static group => new UsageModel(
                group.Key.Provider, group.Key.Model, group.Aggregate(UsageTotals.None, static (sum, model) => sum.Plus(model.Value)))));
    }

    internal UsageStanding Stand(DateOnly day) => _pages.TryGetValue(day, out UsagePage? page) ? page.Stand(day) : new UsageStanding(day, UsageTotals.None, new UsageAmounts());

    internal UsageStanding? Reserve(DateOnly day, UsageAmounts amounts, UsageAmounts limit) => PageOf(day).TryReserve(amounts, limit) ? PageOf(day).Stand(day) : null;

    internal void Release(UsageReservation reservation)
    {
        if (_pages.TryGetValue(reservation.Day, out UsagePage? page))
        {
            page.Release(reservation.Amounts);
        }
    }

    internal bool NoteWarning(DateOnly day, UsageMeasure measure) => PageOf(day).NoteWarning(measure);

    internal void ForgetBefore(DateOnly today)
    {
        // Forward only: a clock that goes back brings nothing back, and forgets nothing sooner.
        if (today <= _forgotten)
        {
            return;
        }

        _forgotten = today;
        foreach ((DateOnly day, UsagePage page) in _pages.ToArray())
        {
            if (day.DayNumber < today.DayNumber - DaysOfIds)
            {
                _ids.ExceptWith(page.TakeIds());
            }

            if (day.DayNumber < today.DayNumber - UsageQuery.MaxDays)
            {
                _pages.Remove(day);
            }
        }
    }

    private UsagePage PageOf(DateOnly day)
    {
        if (!_pages.TryGetValue(day, out UsagePage? page))
        {
            _pages.Add(day, page = new UsagePage());
        }

        return page;
    }
}
