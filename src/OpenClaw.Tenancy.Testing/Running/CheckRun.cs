using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Running;

/// <summary>One check while it runs: makes the attempts and keeps what was found.</summary>
internal sealed class CheckRun(RunState state, StoreKind kind, StoreOperations operation)
{
    private const int MostFindings = 3;
    private const int MostPages = 1000;

    private readonly List<string> _findings = [];

    internal RunState State { get; } = state;

    internal KitWorld World => State.World;

    internal StoreKind Kind { get; } = kind;

    internal StoreOperations Operation { get; } = operation;

    internal int Cases { get; private set; }

    /// <summary>Why there was nothing to look at, or null.</summary>
    internal string? Absence { get; private set; }

    internal IReadOnlyList<string> Findings => _findings;

    internal void Case() => Cases++;

    internal void NotOffered(string why) => Absence = why;

    internal void Fail(string finding)
    {
        if (_findings.Count < MostFindings && !_findings.Contains(finding))
        {
            _findings.Add(finding);
        }
    }

    internal void Require(bool holds, string finding)
    {
        if (!holds)
        {
            Fail(finding);
        }
    }

    internal Caller As(TenantId tenant) => new(World, tenant);

    internal string NewName() => $"r{State.Numbers.Text()}";

    internal string? NewKey() => Kind.HasUniqueKey ? $"k{State.Numbers.Text()}" : null;

    internal string NewBody(TenantId owner) => $"{owner} body {State.Numbers.Text()}";

    internal StoreDraft Draft(TenantId owner, string? name = null, string? key = null) => new(
        Kind.TakesIds ? name ?? NewName() : null,
        Kind.HasUniqueKey ? key ?? (Kind.IsNamedById ? null : name) ?? NewKey() : null,
        NewBody(owner));

    /// <summary>Stores an object as its owner, who must be able to.</summary>
    internal async Task<Seeded> SeedAsync(TenantId owner, string? name = null, string? key = null) =>
        await TrySeedAsync(Draft(owner, name, key), owner).ConfigureAwait(false) is ({ } seeded, _) ? seeded
            : throw new CheckAbortedException($"'{owner}' could not create an object of its own, so nothing is shown. See the check '{StoreRuleIds.OwnerWorks}' of Create.");

    internal async Task<(Seeded? Seeded, Outcome Outcome)> TrySeedAsync(StoreDraft draft, TenantId owner)
    {
        Outcome outcome = Watch(await State.Probe.CreateAsync(As(owner), Kind, draft).ConfigureAwait(false));
        if (outcome.Id is not { } id)
        {
            return (null, outcome);
        }

        State.Hold(owner, Kind, id);
        return (new Seeded(owner, Kind, id, draft.Key, draft.Body), outcome);
    }

    /// <summary>Stores an object whose id the actor does not hold too: where each tenant has a sequence of its own, ids meet.</summary>
    internal async Task<Seeded> SeedAgainstAsync(TenantId actor, TenantId owner)
    {
        for (int i = 0; i < MostPages; i++)
        {
            Seeded seeded = await SeedAsync(owner).ConfigureAwait(false);
            if (!State.Holds(actor, Kind, seeded.Id))
            {
                return seeded;
            }
        }

        throw new CheckAbortedException("The store gives two tenants the same ids again and again, so no foreign id could be found.");
    }

    /// <summary>Something of the same form that nobody stored.</summary>
    internal Seeded AbsentLike(Seeded seeded)
    {
        string id = Kind.TakesIds ? NewName() : seeded.Id;
        for (int by = 1; by < 9 && State.AnyHolds(Kind, id); by++)
        {
            id = Names.Turned(seeded.Id, by);
        }

        return !State.AnyHolds(Kind, id) ? seeded with { Id = id, Key = NewKey(), Body = NewBody(seeded.Owner) }
            : throw new CheckAbortedException("No absent id of the same form as the store's could be made. Give ids more than a few digits.");
    }

    /// <summary>Tries the check's operation on an object, whoever owns it.</summary>
    internal Task<Outcome> AttemptAsync(Caller caller, Seeded target) => AttemptAsync(caller, Operation, target);

    internal async Task<Outcome> AttemptAsync(Caller caller, StoreOperations operation, Seeded target)
    {
        Case();
        return Watch(operation switch
        {
            StoreOperations.Read => await State.Probe.ReadAsync(caller, Kind, target.Id).ConfigureAwait(false),
            StoreOperations.Update => await State.Probe.UpdateAsync(caller, Kind, target.Id, NewBody(caller.Tenant ?? KitTenants.Own)).ConfigureAwait(false),
            StoreOperations.Delete => await State.Probe.DeleteAsync(caller, Kind, target.Id).ConfigureAwait(false),
            StoreOperations.Exists => await State.Probe.ExistsAsync(caller, Kind, target.Id).ConfigureAwait(false),
            StoreOperations.List => await ListAllAsync(caller, pageSize: 100).ConfigureAwait(false),
            StoreOperations.Prefix => await State.Probe.PrefixAsync(caller, Kind, target.Name).ConfigureAwait(false),
            StoreOperations.Range => await State.Probe.RangeAsync(caller, Kind, target.Name, target.Name).ConfigureAwait(false),
            StoreOperations.Count => await State.Probe.CountAsync(caller, Kind).ConfigureAwait(false),
            StoreOperations.FindByKey => await State.Probe.FindByKeyAsync(caller, Kind, target.Key!).ConfigureAwait(false),
            StoreOperations.Stream => await State.Probe.StreamAsync(caller, Kind).ConfigureAwait(false),
            _ => await State.Probe.CreateAsync(caller, Kind, Draft(caller.Tenant ?? KitTenants.Own)).ConfigureAwait(false),
        });
    }

    /// <summary>Every page from the first on, as one outcome.</summary>
    internal async Task<Outcome> ListAllAsync(Caller caller, int pageSize)
    {
        List<Outcome> pages = await ListPagesAsync(caller, pageSize, static _ => Task.CompletedTask).ConfigureAwait(false);
        return pages[^1] with { Objects = [.. pages.SelectMany(static p => p.Objects)] };
    }

    /// <summary>Every page from the first on; what is handed in is done after each but the last.</summary>
    internal async Task<List<Outcome>> ListPagesAsync(Caller caller, int pageSize, Func<int, Task> between)
    {
        var pages = new List<Outcome>();
        string? cursor = null;
        do
        {
            Outcome page = Watch(await State.Probe.ListAsync(caller, Kind, pageSize, cursor).ConfigureAwait(false));
            pages.Add(page);
            cursor = page.Cursor;
            if (cursor is not null)
            {
                await between(pages.Count).ConfigureAwait(false);
            }
        }
        while (cursor is not null && pages.Count < MostPages);

        Require(cursor is null, $"A list did not end after {MostPages} pages.");
        return pages;
    }

    /// <summary>The body that the owner finds under an object's id, or null.</summary>
    internal async Task<string?> LookAsync(Seeded seeded)
    {
        Caller owner = As(seeded.Owner);
        Outcome found =
            Kind.Offers(StoreOperations.Read) ? await State.Probe.ReadAsync(owner, Kind, seeded.Id).ConfigureAwait(false)
            : Kind.Offers(StoreOperations.List) ? await ListAllAsync(owner, pageSize: 100).ConfigureAwait(false)
            : Kind.Offers(StoreOperations.Stream) ? await State.Probe.StreamAsync(owner, Kind).ConfigureAwait(false)
            : await State.Probe.FindByKeyAsync(owner, Kind, seeded.Key!).ConfigureAwait(false);
        Watch(found);
        return found.Error is { } error ? $"({error.GetType().Name})"
            : found.Objects.FirstOrDefault(o => string.Equals(o.Id, seeded.Id))?.Body;
    }

    internal async Task RequireUnchangedAsync(Seeded seeded, string by) => Require(
        string.Equals(await LookAsync(seeded).ConfigureAwait(false), seeded.Body),
        $"After {Operation} by {by}, '{seeded.Owner}' no longer finds its object as it stored it.");

    /// <summary>An attempt that should have been refused: nothing came out, and nothing was changed.</summary>
    internal async Task RequireNothingAsync(Outcome outcome, Seeded target, string by)
    {
        switch (Operation)
        {
            case StoreOperations.Update or StoreOperations.Delete:
                await RequireUnchangedAsync(target, by).ConfigureAwait(false);
                break;
            case StoreOperations.Create:
                Require(outcome.Id is null, $"Create by {by} stored an object.");
                break;
            default:
                Require(!outcome.GaveAnything, $"{Operation} by {by} gave something.");
                break;
        }
    }

    internal Outcome Watch(Outcome outcome)
    {
        Require(!outcome.TimedOut, $"The store did not answer within {State.Options.OperationTimeout.TotalSeconds} s (or hung before, and was not called again): let every operation end, and honour its cancellation token.");
        return outcome;
    }
}
