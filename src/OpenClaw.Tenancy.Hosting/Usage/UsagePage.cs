using System.Collections.Immutable;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Hosting.Usage;

/// <summary>One day of one tenant in memory.</summary>
internal sealed class UsagePage
{
    private static readonly ImmutableArray<UsageMeasure> Measures = [UsageMeasure.Tokens, UsageMeasure.Messages, UsageMeasure.ToolCalls, UsageMeasure.Cost];

    private readonly Dictionary<(string? Provider, string? Model), UsageTotals> _models = [];
    private List<string> _ids = [];
    private UsageAmounts _reserved = new();
    private long _warned;

    internal UsageTotals Used { get; private set; } = UsageTotals.None;

    /// <summary>The models that the day names; what is used of further ones is in the day alone.</summary>
    internal IReadOnlyDictionary<(string? Provider, string? Model), UsageTotals> Models => _models;

    internal bool TryAdd(UsageEvent usage)
    {
        var added = UsageTotals.Of(usage);
        UsageTotals sum = Used.Plus(added);
        if (!sum.FitsADay())
        {
            return false;
        }

        Used = sum;
        _ids.Add(usage.Id);
        (string?, string?) model = (usage.Provider, usage.Model);
        if (_models.TryGetValue(model, out UsageTotals? before) || _models.Count < UsageReport.MaxModels)
        {
            _models[model] = (before ?? UsageTotals.None).Plus(added);
        }

        return true;
    }

    internal UsageStanding Stand(DateOnly day) => new(day, Used, _reserved) { Warned = _warned };

    internal bool TryReserve(UsageAmounts amounts, UsageAmounts limit)
    {
        UsageStanding standing = Stand(default);
        if (Measures.Any(m => standing.TakenOf(m) + amounts.Of(m) > limit.Of(m)))
        {
            return false;
        }

        _reserved = new UsageAmounts
        {
            Tokens = _reserved.Tokens + amounts.Tokens,
            Messages = _reserved.Messages + amounts.Messages,
            ToolCalls = _reserved.ToolCalls + amounts.ToolCalls,
            Cost = _reserved.Cost + amounts.Cost,
        };
        return true;
    }

    internal void Release(UsageAmounts amounts) => _reserved = new UsageAmounts
    {
        Tokens = _reserved.Tokens - amounts.Tokens,
        Messages = _reserved.Messages - amounts.Messages,
        ToolCalls = _reserved.ToolCalls - amounts.ToolCalls,
        Cost = _reserved.Cost - amounts.Cost,
    };

    internal bool NoteWarning(UsageMeasure measure)
    {
        long bit = 1L << (int)measure;
        bool isFirst = (_warned & bit) == 0;
        _warned |= bit;
        return isFirst;
    }

    internal List<string> TakeIds()
    {
        List<string> ids = _ids;
        _ids = [];
        return ids;
    }
}
