using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>Whether those grants alone are shown that are pending or open.</summary>
internal sealed record OpenQuery(bool OpenOnly) : IInput
{
    internal const string OpenName = "open";

    internal static OpenQuery Read(IQueryCollection query) => new(query.TryGetValue(OpenName, out StringValues open) && open.ToString() switch
    {
        "true" => true,
        "false" => false,
        _ => throw new ArgumentException("They are open or all: true or false."),
    });

    public Problem? RefusalFor(VerifiedTenantClaim claim) => null;
}
