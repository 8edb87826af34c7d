using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore.Metadata;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>What a host said about its model. Two of the same content are the same, so that contexts share one model.</summary>
internal sealed class TenancyModelSettings : IEquatable<TenancyModelSettings>
{
    private readonly FrozenDictionary<string, string> _owned;
    private readonly FrozenDictionary<string, string> _shared;
    private readonly FrozenDictionary<string, string> _excepted;
    private readonly string _content;

    internal TenancyModelSettings(
        string column,
        bool rewritesForeignKeys,
        SortedDictionary<string, string> owned,
        SortedDictionary<string, string> shared,
        SortedDictionary<string, string> excepted)
    {
        (Column, RewritesForeignKeys) = (column, rewritesForeignKeys);
        (_owned, _shared, _excepted) = (owned.ToFrozenDictionary(), shared.ToFrozenDictionary(), excepted.ToFrozenDictionary());
        _content = string.Join('\n', [$"{column.Length}:{column}", $"{rewritesForeignKeys}", .. Lines(owned), .. Lines(shared), .. Lines(excepted)]);
    }

    internal string Column { get; }

    internal bool RewritesForeignKeys { get; }

    public bool Equals(TenancyModelSettings? other) => other is not null && string.Equals(_content, other._content, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as TenancyModelSettings);

    public override int GetHashCode() => _content.GetHashCode(StringComparison.Ordinal);

    internal bool IsShared(IReadOnlyEntityType entity) => _shared.ContainsKey(NameOf(entity));

    internal bool IsExcepted(IReadOnlyEntityType entity) => _excepted.ContainsKey(NameOf(entity));

    /// <summary>The name of the property by which an entity says that it is tenant-owned, or null.</summary>
    internal string? OwnedBy(IReadOnlyEntityType entity) =>
        _owned.TryGetValue(NameOf(entity), out string? property) ? property
        : typeof(ITenantOwned).IsAssignableFrom(entity.ClrType) ? nameof(ITenantOwned.Tenant)
        : null;

    /// <summary>Whether each thing that was said is about an entity of the model: what is misspelt or gone is said.</summary>
    internal IEnumerable<string> Unused(IReadOnlyModel model) =>
        _owned.Keys.Concat(_shared.Keys).Concat(_excepted.Keys).Distinct().Except(model.GetEntityTypes().Select(NameOf));

    private static string NameOf(IReadOnlyEntityType entity) => entity.ClrType.FullName ?? entity.ClrType.Name;

    private static IEnumerable<string> Lines(SortedDictionary<string, string> said) => ["", .. said.Select(static p => $"{p.Key.Length}:{p.Key}{p.Value.Length}:{p.Value}")];
}
