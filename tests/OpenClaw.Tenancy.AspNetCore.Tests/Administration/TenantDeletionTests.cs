using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Administration;

/// <summary>A tenant that holds data is deleted by force alone, and then all of it goes.</summary>
public sealed class TenantDeletionTests : IAsyncLifetime
{
    private readonly Shelf _shelf = new("acme", "globex");
    private AdminWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await AdminWorld.StartAsync(services: s => s.AddSingleton<ITenantHoldings>(_shelf));

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Tenant_that_holds_data_stays_as_it_is()
    {
        Answer refused = await _world.DeleteAsync("/api/v1/tenants/acme", AdminWorld.Operator);
        Answer unforced = await _world.DeleteAsync("/api/v1/tenants/acme?force=false&reason=why", AdminWorld.Operator);

        Assert.Equal((HttpStatusCode.Conflict, "conflict"), (refused.Status, refused.Code));
        Assert.Equal(refused, unforced);
        Assert.Equal(HttpStatusCode.OK, (await _world.GetAsync("/work", AdminWorld.Acme)).Status);
        Assert.Contains("acme", _shelf.Holders);
    }

    [Theory]
    [InlineData("?force=true")]
    [InlineData("?force=true&reason=")]
    [InlineData("?force=true&reason=%20")]
    [InlineData("?force=true&reason=a%0Ab")]
    [InlineData("?force=TRUE&reason=a")]
    [InlineData("?force=1&reason=a")]
    [InlineData("?force&reason=a")]
    [InlineData("?force=true&force=true&reason=a")]
    [InlineData("?Force=true&reason=a")]
    [InlineData("?force[]=true&reason=a")]
    [InlineData("?force=true&reason=a&reason=b")]
    [InlineData("?force=true&reason=a&tenant=globex")]
    public async Task Force_takes_a_reason_and_its_own_spelling(string query)
    {
        Answer refused = await _world.DeleteAsync("/api/v1/tenants/acme" + query, AdminWorld.Operator);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (refused.Status, refused.Code));
        Assert.Contains("acme", _shelf.Holders);
        Assert.DoesNotContain(_world.Records, e => e.Outcome == AuditOutcome.Allowed);
        Assert.Equal("invalid_request", Assert.Single(_world.Refusals("platform")).ReasonCode);
    }

    [Fact]
    public async Task Force_removes_all_of_it_and_nothing_else_and_says_why_in_the_trail()
    {
        Answer deleted = await _world.DeleteAsync("/api/v1/tenants/acme?force=true&reason=asked%20by%20the%20customer", AdminWorld.Operator);

        Assert.Equal((HttpStatusCode.OK, """{"id":"acme","status":"deleted"}"""), (deleted.Status, deleted.Body));
        Assert.Equal(["globex"], _shelf.Holders);
        AuditEnvelope forced = Assert.Single(_world.Ledger.Appended, e => e.Action == "tenants.delete.force");
        Assert.Equal(("acme", "asked by the customer", TenantId.Platform), (forced.ResourceId, forced.StatedReason, forced.Tenant));
        Assert.Equal(HttpStatusCode.OK, (await _world.GetAsync("/work", AdminWorld.Globex)).Status);
    }

    [Fact]
    public async Task Holdings_that_are_not_known_keep_the_tenant()
    {
        _shelf.Fails = true;

        Answer refused = await _world.DeleteAsync("/api/v1/tenants/initech", AdminWorld.Operator);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "dependency_unavailable"), (refused.Status, refused.Code));
        Assert.Equal(HttpStatusCode.OK, (await _world.GetAsync("/work", "initech|operator.read")).Status);
        Assert.Equal("dependency_unavailable", Assert.Single(_world.Refusals("platform")).ReasonCode);
    }

    [Fact]
    public async Task Reason_that_cannot_be_recorded_deletes_nothing()
    {
        _world.Ledger.BeforeAppend = (e, _) => e.StatedReason is null ? ValueTask.CompletedTask : throw new IOException("the disk is full");

        Answer refused = await _world.DeleteAsync("/api/v1/tenants/acme?force=true&reason=a", AdminWorld.Operator);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "dependency_unavailable"), (refused.Status, refused.Code));
        Assert.Contains("acme", _shelf.Holders);
        Assert.Equal(HttpStatusCode.OK, (await _world.GetAsync("/work", AdminWorld.Acme)).Status);
    }
}
