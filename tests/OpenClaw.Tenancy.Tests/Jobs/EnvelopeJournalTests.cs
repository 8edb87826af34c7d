using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>Two processes over one journal: what one seals the other opens, once it has read as far.</summary>
public sealed class EnvelopeJournalTests : IDisposable
{
    private readonly EcdsaSigner _signer = EcdsaSigner.Generate();
    private readonly TestWorld _one;
    private readonly TestWorld _two;
    private int _read;

    public EnvelopeJournalTests()
    {
        (_one, _two) = (Make(), Make());
        foreach (TestWorld world in (TestWorld[])[_one, _two])
        {
            world.Directory.FollowJournal();
            world.Directory.ReportRefreshed(DateTimeOffset.MaxValue - TimeSpan.FromDays(1));
        }

        Write(DirectoryChange.Register(new TenantRegistration(TestWorld.Acme)));
        CatchUp();
    }

    public void Dispose()
    {
        _one.Dispose();
        _two.Dispose();
        _signer.Dispose();
    }

    [Fact]
    public async Task Envelope_of_another_process_opens()
    {
        TenantEnvelope envelope = await SealAsync("maria");

        VerifiedTenantClaim claim = Open(_two, envelope).Claim!;

        Assert.Same(_two.Directory.Entries.Single(static e => e.Id == TestWorld.Acme).Id, claim.Tenant);
    }

    [Fact]
    public async Task Process_that_has_not_read_as_far_waits_and_ends_nothing()
    {
        Write(DirectoryChange.RevokeMember(TestWorld.Acme, TestWorld.Idp, "maria", mayReturn: true));
        Write(DirectoryChange.AddMember(TestWorld.Acme, new LinkedIdentity(TestWorld.Idp, "maria"), UserId.New(), TenantRole.Owner, DirectoryActor.Host));
        TenantEnvelope envelope = await SealAsync("maria");

        EnvelopeOpening early = Open(_two, envelope);
        Assert.Equal((false, true, DenyReason.DependencyUnavailable), (early.IsOpen, early.MayOpenLater, early.Reason));

        CatchUp();
        Assert.True(Open(_two, envelope).IsOpen);
    }

    [Fact]
    public async Task Revocation_in_one_process_ends_it_in_the_other_once_read()
    {
        TenantEnvelope envelope = await SealAsync("maria");
        Write(DirectoryChange.RevokeMember(TestWorld.Acme, TestWorld.Idp, "maria", mayReturn: true));
        CatchUp();

        EnvelopeOpening opening = Open(_two, envelope);

        Assert.Equal((false, false, DenyReason.Revoked), (opening.IsOpen, opening.MayOpenLater, opening.Reason));
    }

    [Fact]
    public async Task Tenant_that_is_new_to_the_other_process_waits()
    {
        Write(DirectoryChange.Register(new TenantRegistration(TestWorld.Globex)));
        TenantEnvelope envelope = (await Envelopes(_one).SealAsync(_one.Claim(TestWorld.Globex), new EnvelopeRequest { Purpose = "p" }, default, default)).Envelope!;

        Assert.True(Open(_two, envelope).MayOpenLater);
        CatchUp();
        Assert.True(Open(_two, envelope).IsOpen);
    }

    [Fact]
    public async Task Process_without_the_journal_opens_nothing_of_one_with_it()
    {
        using TestWorld alone = Make(tenants: true);
        TenantEnvelope envelope = await SealAsync("maria");

        Assert.Equal((false, true), (Open(alone, envelope).IsOpen, Open(alone, envelope).MayOpenLater));
    }

    private TestWorld Make(bool tenants = false) => new(build: b =>
    {
        b.Services.AddSingleton<ITenancySigner>(_signer);
        b.AddTenantEnvelopes();
        if (!tenants)
        {
            b.Services.Remove(b.Services.First(static s => s.ImplementationInstance?.GetType().Name == "DirectoryFill"));
            b.Services.AddSingleton<ListJournal>();
            b.Services.Replace(ServiceDescriptor.Singleton<IDirectoryWriter>(static s => s.GetRequiredService<ListJournal>()));
        }
    });

    private void Write(DirectoryChange change) => _one.Services.GetRequiredService<ListJournal>().Apply(change.ToText()).RequireApplied();

    private void CatchUp()
    {
        foreach (DirectoryRecord record in _one.Services.GetRequiredService<ListJournal>().Records.Skip(_read))
        {
            Assert.Equal(DirectoryOutcome.Applied, _two.Directory.Apply(record, out _));
            _read++;
        }
    }

    private async Task<TenantEnvelope> SealAsync(string subject)
    {
        VerifiedTenantClaim claim = _one.Issuer.Accept(new TenantClaim
        {
            Issuer = TestWorld.Idp,
            Tenant = "acme",
            Subject = subject,
            Scopes = ["operator.read@acme"],
            IssuedAt = _one.Time.Now,
            ExpiresAt = _one.Time.Now + TimeSpan.FromMinutes(5),
            Generation = _one.Directory.GenerationOf(TestWorld.Acme, TestWorld.Idp, subject),
        }).Claim!;
        return (await Envelopes(_one).SealAsync(claim, new EnvelopeRequest { Purpose = "p" }, default, default)).Envelope!;
    }

    private static TenantEnvelopes Envelopes(TestWorld world) => world.Services.GetRequiredService<TenantEnvelopes>();

    private static EnvelopeOpening Open(TestWorld world, TenantEnvelope envelope) => Envelopes(world).Open(envelope.Text, "p", default);
}
