using System.Text;
using OpenClaw.Tenancy.Secrets.TestKit;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Faults;

/// <summary>A call that is disturbed, and what the tenant's secret may be afterwards: what it was, or what it was to be.</summary>
/// <param name="Act">The call.</param>
/// <param name="Old">What it was.</param>
/// <param name="New">How what it is to be ends.</param>
internal sealed record FaultCall(Func<SecretHost, CancellationToken, Task<SecretFault>> Act, string Old, string New)
{
    internal const string OldValue = Intruder.Canary + "-old";
    internal const string NewValue = Intruder.Canary + "-new";
    internal const string First = "put first";
    internal const string Shred = "shred";
    internal const string RotateKey = "rotate data key";
    internal const string Rewrap = "rewrap";
    internal const string RewrapAll = "rewrap all";

    private const string Kept = "1:" + OldValue;

    internal static IReadOnlyDictionary<string, FaultCall> All { get; } = new Dictionary<string, FaultCall>
    {
        [First] = new(static (host, token) => Fault(host.Writer.PutAsync(host.Admin(TestWorld.Acme), SecretHost.Name, Bytes(), null, token)), "NotFound", NewValue),
        ["put"] = new(static (host, token) => Fault(host.Writer.PutAsync(host.Admin(TestWorld.Acme), SecretHost.Name, Bytes(), null, token)), Kept, NewValue),
        ["rotate"] = new(static (host, token) => Fault(host.Writer.RotateAsync(host.Admin(TestWorld.Acme), SecretHost.Name, Bytes(), null, token)), Kept, NewValue),
        ["revoke"] = new(static (host, token) => Fault(host.Writer.RevokeAsync(host.Admin(TestWorld.Acme), SecretHost.Name, null, token)), Kept, "Revoked"),
        ["remove"] = new(static (host, token) => Fault(host.Writer.RemoveAsync(host.Admin(TestWorld.Acme), SecretHost.Name, token)), Kept, "NotFound"),
        [Shred] = new(static (host, token) => Fault(host.Writer.ShredAsync(host.Admin(TestWorld.Acme), token)), Kept, "NotFound"),
        [RotateKey] = new(static (host, token) => Fault(host.Writer.RotateDataKeyAsync(host.Admin(TestWorld.Acme), token)), Kept, Kept),
        [Rewrap] = new(static (host, token) => Fault(host.Writer.RewrapAsync(host.Admin(TestWorld.Acme), token)), Kept, Kept),
        [RewrapAll] = new(static (host, token) => Fault(host.Rewrap.DangerousRewrapAllAsync("a test", token)), Kept, Kept),
        ["read"] = new(static (host, token) => ReadAsync(host, token), Kept, Kept),
        ["list"] = new(static async (host, token) => (await host.Writer.ListAsync(host.Admin(TestWorld.Acme), null, 10, token)).Fault, Kept, Kept),
    };

    private static byte[] Bytes() => Encoding.UTF8.GetBytes(NewValue);

    private static async Task<SecretFault> Fault(ValueTask<SecretChange> change) => (await change).Fault;

    private static async Task<SecretFault> ReadAsync(SecretHost host, CancellationToken cancellationToken)
    {
        SecretReading reading = await host.Reader.OpenAsync(host.Scope(TestWorld.Acme), SecretHost.Name, null, cancellationToken);
        using SecretLease? lease = reading.Lease;
        return lease is null || Encoding.UTF8.GetString(lease.Read().Span) == OldValue ? reading.Fault : throw new InvalidOperationException("Another value was opened.");
    }
}
