using System.Collections.Immutable;

namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>Every rule, in the order of the report.</summary>
internal static class ProbeRules
{
    internal static ImmutableArray<ProbeRule> All { get; } =
    [
        new(ProbeRuleIds.OwnerWorks, "Both tenants can store and read their own.",
            "Give both callers all rights in their tenants, give ProbeSubject.Bodies for what takes a body, and name the kinds as the routes do.", IsNeeded: true),
        new(ProbeRuleIds.ForeignLikeAbsent, "A foreign object and an absent one are answered alike.",
            "Look up by tenant and id together and answer 404 for both; on a route, OwnedBy<T> does it before the handler runs.", IsNeeded: true),
        new(ProbeRuleIds.NoForeignText, "No answer to a stranger carries anything of the owner.",
            "Put the tenant into the query of the list, the key of the cache and the filter of the export; answer refusals with fixed texts.", IsNeeded: true),
        new(ProbeRuleIds.OwnerUnchanged, "Whatever a stranger sends, the owner finds everything as it was.",
            "Put the tenant into the predicate of each update and delete, and take the tenant of what is created from the verified claim.", IsNeeded: true),
        new(ProbeRuleIds.SelectorsAgree, "Naming another tenant reaches and tells nothing of it.",
            "Take the tenant from the verified claim alone. A selector may only agree with it; one that does not is refused, whether the tenant exists or not."),
        new(ProbeRuleIds.ExactIds, "Nothing but the exact id opens an object.",
            "Refuse ids outside their grammar, compare them by ordinal, and check the owner of the very object that was found."),
        new(ProbeRuleIds.CursorBound, "A cursor of one tenant gives another tenant nothing.",
            "Apply the tenant's predicate to each page, and let a cursor hold a place and no query."),
        new(ProbeRuleIds.NobodyRefused, "Without a credential nothing is answered that is not open on purpose.",
            "Call UseTenancy after authentication, and declare each endpoint; say AllowTenantless, or IsOpen in a list, where it is meant."),
        new(ProbeRuleIds.EndedRefused, "A caller that has ended is refused everywhere.",
            "Look at tenant, member and credential on each request, not at the moment of signing in alone."),
        new(ProbeRuleIds.NoServerError, "No input makes the host fail.", "Check the input before it is used, and refuse it with 400."),
        new(ProbeRuleIds.OneRecord, "Each refusal leaves exactly one record.", "Record where the decision is made, once, and on every way out."),
        new(ProbeRuleIds.CallsAlike, "The stores are called as often for a foreign object as for an absent one.", "Decide by the owner before the object is loaded."),
        new(ProbeRuleIds.Interleaved, "Two tenants that ask at once never meet.", "Hold nothing of a request in a static or shared field; hand the tenant on as an argument."),
        new(ProbeRuleIds.TotalsOwn, "What one tenant stores moves nothing in what another is answered.",
            "Put the tenant into the predicate of counts, totals and versions, before they are cut into pages."),
        new(ProbeRuleIds.UnownedClosed, "What belongs to no tenant is answered as absent.",
            "Compare the owner with the caller's tenant, and take no owner for nobody's; clean up what an import or a removed tenant left."),
        new(ProbeRuleIds.CreateLikeFree, "Making what another tenant has by the same name goes as making what nobody has.",
            "Begin each unique key with the tenant."),
        new(ProbeRuleIds.KeysApart, "An idempotency key of one tenant says nothing to another.", "Keep answers under tenant and key together."),
        new(ProbeRuleIds.CredentialInHeader, "A credential in an address, or among the sub-protocols of a WebSocket, opens nothing.",
            "Read credentials from the Authorization header alone: addresses are logged. Where it is meant, leave the name out of ProbeOptions.CredentialNames."),
        new(ProbeRuleIds.SocketsEnd, "A WebSocket ends with the caller who opened it.",
            "Look at the credential before each message, in both directions, or bind the socket to it with AddLiveConnections."),
        new(ProbeRuleIds.FramesBound, "A frame that names a foreign object is answered as one that names an absent object.",
            "Decide for each frame as for a request, and filter what is pushed by the tenant of the connection."),
    ];

    internal static ProbeRule Find(string id) => All.Single(r => r.Id == id);
}
