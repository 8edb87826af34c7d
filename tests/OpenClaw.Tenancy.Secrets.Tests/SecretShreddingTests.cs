using OpenClaw.Tenancy.Secrets.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests;

/// <summary>A writer that sealed before a shredding and saves behind it.</summary>
public sealed class SecretShreddingTests : IDisposable
{
    private readonly WatchedVault _vault = new();
    private readonly SecretWorld _world;

    public SecretShreddingTests() => _world = new SecretWorld(vault: _vault);

    [Fact]
    public async Task Value_that_was_sealed_before_it_is_sealed_anew_and_opens()
    {
        await _world.Put(TestWorld.Acme, "before");
        _vault.BeforeSave = async () =>
        {
            await _world.Writer.ShredAsync(_world.Admin(TestWorld.Acme), CancellationToken.None);

            // Now there are keys again, of the revision that the writer has read.
            await _world.Writer.PutAsync(_world.Admin(TestWorld.Acme), SecretName.From("other"), "others"u8.ToArray(), null, CancellationToken.None);
        };

        Assert.True((await _world.Put(TestWorld.Acme, "behind")).IsDone);
        Assert.Equal("behind", await _world.Read(TestWorld.Acme));
    }

    [Fact]
    public async Task First_value_that_was_sealed_before_it_is_sealed_anew_and_opens()
    {
        await _world.Writer.PutAsync(_world.Admin(TestWorld.Acme), SecretName.From("other"), "others"u8.ToArray(), null, CancellationToken.None);
        _vault.BeforeSave = async () =>
        {
            await _world.Writer.ShredAsync(_world.Admin(TestWorld.Acme), CancellationToken.None);
            await _world.Writer.PutAsync(_world.Admin(TestWorld.Acme), SecretName.From("other"), "others"u8.ToArray(), null, CancellationToken.None);
        };

        Assert.True((await _world.Put(TestWorld.Acme, "behind")).IsDone);
        Assert.Equal("behind", await _world.Read(TestWorld.Acme));
    }

    public void Dispose()
    {
        _world.Dispose();
        _vault.Dispose();
    }
}
