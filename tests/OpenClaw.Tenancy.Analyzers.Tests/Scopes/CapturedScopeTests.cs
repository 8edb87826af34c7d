using OpenClaw.Tenancy.Analyzers.Scopes;
using OpenClaw.Tenancy.Analyzers.Tests.Support;

namespace OpenClaw.Tenancy.Analyzers.Tests.Scopes;

/// <summary>OCT1105: what belongs to one scope is not taken along by work that nobody waits for.</summary>
public sealed class CapturedScopeTests
{
    [Theory]
    [InlineData("""_ = Task.Run(() => Console.WriteLine([|tenant|].Tenant));""")]
    [InlineData("""Task.Run(async () => { await Task.Delay(1); Console.WriteLine([|permit|].Tenant); });""")]
    [InlineData("""_ = Task.Run(() => Console.WriteLine([|_context|].Tenant));""")]
    [InlineData("""_ = Task.Factory.StartNew(() => Console.WriteLine([|tenant|].Tenant));""")]
    [InlineData("""_ = Task.Factory.StartNew(state => Console.WriteLine(state), [|permit|]);""")]
    [InlineData("""ThreadPool.QueueUserWorkItem(_ => Console.WriteLine([|tenant|].Tenant));""")]
    [InlineData("""ThreadPool.UnsafeQueueUserWorkItem(Console.WriteLine, [|permit|]);""")]
    [InlineData("""var timer = new Timer(_ => Console.WriteLine([|tenant|].Tenant), null, 0, 1000); s_any = timer;""")]
    [InlineData("""s_any = TimeProvider.System.CreateTimer(_ => Console.WriteLine([|permit|].Tenant), null, TimeSpan.Zero, TimeSpan.Zero);""")]
    [InlineData("""new Thread(() => Console.WriteLine([|tenant|].Tenant)).Start();""")]
    [InlineData("""AppDomain.CurrentDomain.ProcessExit += (_, _) => text.ToString(); Console.CancelKeyPress += (_, _) => Console.WriteLine([|tenant|].Tenant);""")]
    [InlineData("""var timer = new System.Timers.Timer(); timer.Elapsed += (_, _) => Console.WriteLine([|tenant|].Tenant);""")]
    [InlineData("""VerifiedTenantClaim claim = tenant.Claim; _ = Task.Run(() => Console.WriteLine([|claim|].Subject));""")]
    [InlineData("""_ = Task.Run([|tenant|].Dispose);""")]
    public Task What_is_taken_along_is_reported(string body) => Expect.ReportsAsync<CapturedScopeAnalyzer>("OCT1105", Sources.InHandler(body));

    [Theory]
    [InlineData("""await Task.Run(() => Console.WriteLine(tenant.Tenant), cancellationToken);""")]
    [InlineData("""Task work = Task.Run(() => Console.WriteLine(tenant.Tenant), cancellationToken); await work;""")]
    [InlineData("""await Task.WhenAll(Task.Run(() => Console.WriteLine(tenant.Tenant)), Task.Delay(1));""")]
    [InlineData("""TenantId own = tenant.Tenant; _ = Task.Run(() => Console.WriteLine(own));""")]
    [InlineData("""using var timer = new Timer(_ => Console.WriteLine(tenant.Tenant), null, 0, 1000); await Task.Delay(1);""")]
    [InlineData("""ThreadPool.QueueUserWorkItem(_ => Console.WriteLine(text));""")]
    [InlineData("""_ = Task.Run(() => Use(null!)); void Use(TenantContext inner) => Console.WriteLine(inner.Tenant);""")]
    [InlineData("""IServiceScopeFactory scopes = null!; VerifiedTenantClaim claim = tenant.Claim; _ = Task.Run(async () => { await using AsyncServiceScope scope = scopes.CreateAsyncScope(); await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(claim, (_, _) => Task.FromResult(1), default); });""")]
    [InlineData("""IServiceScopeFactory scopes = null!; _ = Task.Run(() => { TenantContext inner = scopes.CreateScope().ServiceProvider.GetRequiredService<TenantContext>(); Console.WriteLine(inner.Tenant); });""")]
    [InlineData("""_ = Task.Run(() => { Func<TenantContext, string> show = inner => inner.Tenant.ToString(); return show; });""")]
    [InlineData("""s_any = new[] { 1 }.Select(_ => tenant.Tenant).ToArray();""")]
    public Task What_is_waited_for_or_leaves_it_behind_is_not(string body) => Expect.SilenceAsync<CapturedScopeAnalyzer>(Sources.InHandler(body));

    [Fact]
    public Task It_is_silenced_with_a_reason() => Expect.SilenceAsync<CapturedScopeAnalyzer>(Sources.InHandler("""
        #pragma warning disable OCT1105 // Reason: a test that shows what happens.
        _ = Task.Run(() => Console.WriteLine(tenant.Tenant));
        #pragma warning restore OCT1105
        """));
}
