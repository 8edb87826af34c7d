using System.Collections.Immutable;
using OpenClaw.Tenancy.Posture;

namespace OpenClaw.Tenancy.Hosting.Posture;

/// <summary>Looks how the host, as it was put together, stands to the no-go list.</summary>
/// <remarks>A singleton, safe for use by many threads. A rule that fails, or takes longer than <see cref="TenancyOptions.DependencyTimeout"/>, counts as found.</remarks>
public sealed class TenancyPosture
{
    private static readonly ImmutableArray<TenancyNoGo> List = [.. Enum.GetValues<TenancyNoGo>().Where(static n => n != TenancyNoGo.Unspecified)];

    private readonly ILookup<TenancyNoGo, ITenancyPostureRule> _rules;
    private readonly IReadOnlyDictionary<TenancyNoGo, string> _accepted;
    private readonly Patience _patience;

    internal TenancyPosture(IEnumerable<ITenancyPostureRule> rules, TenancyPostureOptions options, Patience patience)
    {
        _rules = rules.ToLookup(static r => r.NoGo);
        (_accepted, _patience) = (options.Accepted, patience);
    }

    /// <summary>Looks at every entry of the list, now.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The list with what was found.</returns>
    public async Task<TenancyPostureReport> LookAsync(CancellationToken cancellationToken)
    {
        var items = new List<TenancyPostureItem>(List.Length);
        foreach (TenancyNoGo noGo in List)
        {
            items.Add(await LookAsync(noGo, cancellationToken).ConfigureAwait(false));
        }

        return new TenancyPostureReport(items);
    }

    private async Task<TenancyPostureItem> LookAsync(TenancyNoGo noGo, CancellationToken cancellationToken)
    {
        if (!_rules[noGo].Any())
        {
            return new TenancyPostureItem(noGo, TenancyPostureState.NotInUse, [], Reason: null);
        }

        var findings = new List<string>();
        foreach (ITenancyPostureRule rule in _rules[noGo])
        {
            findings.AddRange(await _patience.AskAsync(
                rule.FindAsync,
                exception => [$"{rule.GetType().Name} could not look ({exception.GetType().Name}), so it counts as found."],
                cancellationToken).ConfigureAwait(false));
        }

        string? reason = _accepted.GetValueOrDefault(noGo);
        TenancyPostureState state = findings.Count == 0 ? TenancyPostureState.Sound : reason is not null ? TenancyPostureState.Accepted : TenancyPostureState.Found;
        return new TenancyPostureItem(noGo, state, findings, state == TenancyPostureState.Accepted ? reason : null);
    }
}
