using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>Whether a tenant is deleted with all that it holds, and why.</summary>
internal sealed record DeletionQuery(bool Force, string? Reason) : IInput
{
    internal const string ForceName = "force";
    internal const string ReasonName = "reason";

    private const int MaxReason = 256;

    internal static DeletionQuery Read(IQueryCollection query) => new(
        query.TryGetValue(ForceName, out StringValues force) && force.ToString() switch
        {
            "true" => true,
            "false" => false,
            _ => throw new ArgumentException("It is forced or not: true or false."),
        },
        query.TryGetValue(ReasonName, out StringValues reason) ? reason.ToString() : null);

    public Problem? RefusalFor(VerifiedTenantClaim claim) =>
        Reason is null ? Force ? Problem.InvalidRequest : null
        : string.IsNullOrWhiteSpace(Reason) || Reason.Length > MaxReason || Reason.Any(char.IsControl) ? Problem.InvalidRequest
        : null;
}
