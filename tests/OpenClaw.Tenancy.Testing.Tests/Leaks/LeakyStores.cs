using System.Globalization;

namespace OpenClaw.Tenancy.Testing.Tests.Leaks;

/// <summary>Stores with one thing wrong each.</summary>
public static class LeakyStores
{
    private static readonly StoreOperations[] Forgetful =
    [
        StoreOperations.Read, StoreOperations.Update, StoreOperations.Delete, StoreOperations.Exists, StoreOperations.List,
        StoreOperations.Prefix, StoreOperations.Range, StoreOperations.Count, StoreOperations.FindByKey, StoreOperations.Stream,
    ];

    public static IReadOnlyList<Leak> All { get; } =
    [
        .. Forgetful.Select(static o => new Leak($"{o} forgets the tenant", StoreRuleIds.OwnOnly, o, () => new MemorySubject
        {
            Sees = (operation, row, tenant) => operation == o || row.Tenant == tenant,
        })),
        .. Forgetful.Select(static o => new Leak($"{o} takes the tenant for a prefix", StoreRuleIds.NeighboursApart, o, () => new MemorySubject
        {
            Sees = (operation, row, tenant) => row.Tenant == tenant || (operation == o && row.Tenant.StartsWith(tenant, StringComparison.Ordinal)),
        })),
        new("it refuses everybody", StoreRuleIds.OwnerWorks, StoreOperations.Read, static () => new MemorySubject { Sees = static (o, r, t) => o != StoreOperations.Read && r.Tenant == t }),
        new("the total counts all tenants", StoreRuleIds.TotalOwnOnly, StoreOperations.List, static () => new MemorySubject { InTotal = static (_, _) => true }),
        new("an exception tells foreign from absent", StoreRuleIds.ForeignLikeAbsent, StoreOperations.Read, static () => new MemorySubject
        {
            OnAbsent = static (_, _, rows) => _ = rows.Count == 0 ? 0 : throw new UnauthorizedAccessException("No access."),
        }),
        new("a message tells foreign from absent", StoreRuleIds.ForeignLikeAbsent, StoreOperations.Delete, static () => new MemorySubject
        {
            OnAbsent = static (_, id, rows) => throw new InvalidOperationException(rows.Count == 0 ? $"{id} was not found." : $"{id} is not yours."),
        }),
        new("a message carries the foreign content", StoreRuleIds.NoForeignText, StoreOperations.Update, static () => new MemorySubject
        {
            OnAbsent = static (_, _, rows) => throw new InvalidOperationException("Refused: " + string.Concat(rows.Select(static r => r.Body))),
        }),
        new("foreign rows are stamped when they are asked for", StoreRuleIds.RawRowsUnchanged, StoreOperations.Read, static () => new StampingSubject()),
        new("tenant and id are joined by a hyphen", StoreRuleIds.KeysInjective, StoreOperations.Create, static () => new JoiningSubject("-")),
        new("tenant and id are joined by nothing", StoreRuleIds.KeysInjective, StoreOperations.Create, static () => new JoiningSubject(string.Empty)),
        new("ids have no letter case", StoreRuleIds.CaseTwins, StoreOperations.Read, static () => new MemorySubject
        {
            SameId = static (left, right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase),
        }),
        new("creating overwrites a foreign object", StoreRuleIds.CreateKeepsForeign, StoreOperations.Create, static () => new OverwritingSubject()),
        new("ids are unique over all tenants", StoreRuleIds.CreateLikeFree, StoreOperations.Create, static () => new MemorySubject
        {
            Conflicts = static (there, created) => there.Id == created.Id || (there.Tenant == created.Tenant && there.Key == created.Key),
        }),
        new("deleting takes the twins along", StoreRuleIds.DeleteKeepsTwin, StoreOperations.Delete, static () => new MemorySubject
        {
            DeletesWith = static (other, deleted) => other.Id == deleted.Id,
        }),
        new("keys are unique over all tenants", StoreRuleIds.KeyLikeFree, StoreOperations.Create, static () => new MemorySubject
        {
            Conflicts = static (there, created) => there.Key == created.Key || (there.Tenant == created.Tenant && there.Id == created.Id),
        }),
        new("keys are unique over all tenants, letter case aside", StoreRuleIds.KeyLikeFree, StoreOperations.Create, static () => new MemorySubject
        {
            Conflicts = static (there, created) => there.Tenant == created.Tenant
                ? there.Id == created.Id || there.Key == created.Key
                : there.Key != created.Key && string.Equals(there.Key, created.Key, StringComparison.OrdinalIgnoreCase),
        }),
        new("owners of deleted objects are remembered", StoreRuleIds.RecreateApart, StoreOperations.Delete, static () => new RememberingOwnersSubject()),
        new("a cursor says whose list it is", StoreRuleIds.CursorBound, StoreOperations.List, static () => new MemorySubject
        {
            WriteCursor = static (tenant, sequence) => $"{tenant}|{sequence}",
            ReadCursor = static (_, cursor) => (cursor.Split('|')[0], long.Parse(cursor.Split('|')[1], CultureInfo.InvariantCulture)),
        }),
        new("a cursor skips", StoreRuleIds.PagesWhole, StoreOperations.List, static () => new MemorySubject
        {
            WriteCursor = static (_, sequence) => (sequence + 2).ToString(CultureInfo.InvariantCulture),
        }),
        new("pages are cut before they are filtered", StoreRuleIds.PagesUnmoved, StoreOperations.List, static () => new LateFilterSubject()),
        new("ids can be guessed and are not looked up by tenant", StoreRuleIds.GuessedIds, StoreOperations.Delete, static () => new MemorySubject
        {
            NewId = Numbered, Sees = static (operation, row, tenant) => operation == StoreOperations.Delete || row.Tenant == tenant,
        }),
        new("ids are one sequence of all tenants", StoreRuleIds.IdsSilent, StoreOperations.Create, static () => new MemorySubject { NewId = Numbered }),
        new("unknown tenants share a place", StoreRuleIds.UnknownTenant, StoreOperations.Read, static () => new MemorySubject { TenantOf = LeakyTenants.SharesTheUnknown }),
        new("an unknown tenant is the default", StoreRuleIds.UnknownTenant, StoreOperations.Count, static () => new MemorySubject { TenantOf = LeakyTenants.MeansOwnByUnknown }),
        new("no tenant is the default", StoreRuleIds.NoTenant, StoreOperations.List, static () => new MemorySubject { TenantOf = LeakyTenants.FallsBackToOwn }),
        new("liveness is not looked at", StoreRuleIds.DeadClaim, StoreOperations.Update, static () => new MemorySubject { TenantOf = LeakyTenants.IgnoresLiveness }),
        new("expiry alone is looked at", StoreRuleIds.SuspendedTenant, StoreOperations.Create, static () => new MemorySubject { TenantOf = LeakyTenants.LooksAtExpiryOnly }),
        new("the permit is not looked at", StoreRuleIds.PermitRequired, StoreOperations.Stream, static () => new MemorySubject { TenantOf = LeakyTenants.IgnoresPermit }),
        new("the permit's id is not looked at", StoreRuleIds.PermitId, StoreOperations.Delete, static () => new MemorySubject { TenantOf = LeakyTenants.IgnoresId }),
        new("the permit's action is not looked at", StoreRuleIds.PermitAction, StoreOperations.Update, static () => new MemorySubject { TenantOf = LeakyTenants.IgnoresAction }),
        new("the permit's engine is not looked at", StoreRuleIds.PermitContainer, StoreOperations.Read, static () => new MemorySubject { TenantOf = LeakyTenants.TakesAnyEngine }),
        new("the permit's life is not looked at", StoreRuleIds.PermitDead, StoreOperations.Exists, static () => new MemorySubject { TenantOf = LeakyTenants.ComparesPermit }),
        new("a stream looks at its claim once", StoreRuleIds.StreamDies, StoreOperations.Stream, static () => new BufferedStreamSubject()),
        new("the tenant is kept in a field", StoreRuleIds.Interleaved, StoreOperations.Create, static () => new AmbientSubject()),
        new("reads are remembered by id", StoreRuleIds.CacheApart, StoreOperations.Read, static () => new CachingSubject(absence: false)),
        new("absence is remembered by id", StoreRuleIds.CacheApart, StoreOperations.Read, static () => new CachingSubject(absence: true)),
    ];

    private static string Numbered(long sequence) => "run" + sequence.ToString(CultureInfo.InvariantCulture);
}
