using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Testing.Tests.Leaks;

/// <summary>Wrong ways of finding out for whom a call acts.</summary>
public static class LeakyTenants
{
    private static readonly string[] SetUp = ["own", "other", "suspended", "a", "a-b", "acme", "acme-1"];

    public static string IgnoresId(StoreCaller caller, StoreOperations operation, string? id) => Action(caller, operation) is { } action
        ? Engine(caller).Demand(caller.Permit, action, caller.Permit?.ResourceId).ToString() : caller.Context.Tenant.ToString();

    public static string IgnoresAction(StoreCaller caller, StoreOperations operation, string? id) => Action(caller, operation) is not null
        ? Engine(caller).Demand(caller.Permit, caller.Permit?.Action!, IsOfOne(operation) ? id : null).ToString() : caller.Context.Tenant.ToString();

    public static string IgnoresPermit(StoreCaller caller, StoreOperations operation, string? id) => caller.Context.Tenant.ToString();

    /// <summary>Compares everything that stands in the permit, and never asks the engine whether it lives.</summary>
    public static string ComparesPermit(StoreCaller caller, StoreOperations operation, string? id)
    {
        string ofContext = caller.Context.Tenant.ToString();
        if (Action(caller, operation) is not { } action)
        {
            return ofContext;
        }

        AccessPermit permit = caller.Permit ?? throw new InvalidOperationException("A permit is needed.");
        return permit.Action.Name == action.Name && permit.ResourceId == (IsOfOne(operation) ? id : null)
            ? permit.Tenant.ToString() : throw new InvalidOperationException("It is another permit.");
    }

    /// <summary>Takes the permit of any engine, as long as its claim and the context live.</summary>
    public static string TakesAnyEngine(StoreCaller caller, StoreOperations operation, string? id)
    {
        bool here = caller.Permit is null || Action(caller, operation) is not { } action || ReferenceEquals(caller.Permit.Action, action);
        return here || caller.Permit!.Action.Name != Action(caller, operation)!.Name ? Sound(caller, operation, id) : ComparesPermit(caller, operation, id);
    }

    public static string IgnoresLiveness(StoreCaller caller, StoreOperations operation, string? id) => caller.Context.Claim.Tenant.ToString();

    /// <summary>Looks at the end of the claim and at nothing else.</summary>
    public static string LooksAtExpiryOnly(StoreCaller caller, StoreOperations operation, string? id) =>
        caller.Context.Claim.ExpiresAt > caller.Services.GetRequiredService<TimeProvider>().GetUtcNow()
            ? caller.Context.Claim.Tenant.ToString() : throw new InvalidOperationException("The claim has ended.");

    public static string FallsBackToOwn(StoreCaller caller, StoreOperations operation, string? id) =>
        caller.Context.IsBound ? Sound(caller, operation, id) : "own";

    public static string SharesTheUnknown(StoreCaller caller, StoreOperations operation, string? id) =>
        Sound(caller, operation, id) is var tenant && SetUp.Contains(tenant) ? tenant : "shared";

    public static string MeansOwnByUnknown(StoreCaller caller, StoreOperations operation, string? id) =>
        Sound(caller, operation, id) is var tenant && SetUp.Contains(tenant) ? tenant : "own";

    internal static string Sound(StoreCaller caller, StoreOperations operation, string? id) => Action(caller, operation) is { } action
        ? Engine(caller).Demand(caller.Permit, action, IsOfOne(operation) ? id : null).ToString() : caller.Context.Tenant.ToString();

    private static bool IsOfOne(StoreOperations operation) =>
        operation is StoreOperations.Read or StoreOperations.Update or StoreOperations.Delete or StoreOperations.Exists;

    private static AccessAction? Action(StoreCaller caller, StoreOperations operation) =>
        caller.Kind.Actions.TryGetValue(operation, out StoreAction? action) ? Engine(caller).Action(action.RequiredScope, action.Name) : null;

    private static PolicyEngine Engine(StoreCaller caller) => caller.Services.GetRequiredService<PolicyEngine>();
}
