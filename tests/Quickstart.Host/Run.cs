using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Resources;

namespace Quickstart;

// <snippet name="quickstart-run">
[PrimaryKey(nameof(Tenant), nameof(Id))]
public sealed class Run : ITenantOwned
{
    public TenantId? Tenant { get; private set; }

    public required string Id { get; init; }

    public string? Note { get; set; }
}
// </snippet>
