using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Posture;
using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.Secrets.Tests.Support;

namespace OpenClaw.Tenancy.Secrets.Tests.Keys;

/// <summary>A host's own wrapper that hides nothing, or binds nothing, is found before a secret is sealed with it.</summary>
public sealed class WrappingPostureTests
{
    [Fact]
    public async Task Keys_of_the_library_are_sound() => Assert.Empty(await FindAsync(static b => b.AddEphemeralSecretKey()));

    [Fact]
    public async Task Sound_service_is_asked_once()
    {
        var wrapper = new ScriptedWrapper();
        using var world = new SecretWorld(build: b => b.UseSecretKeyWrapper(_ => wrapper));

        Assert.Empty(await FindAsync(world));
        Assert.Empty(await FindAsync(world));

        Assert.Single(wrapper.Wrapped);
    }

    [Theory]
    [InlineData("open", "in the open")]
    [InlineData("tenant", "of one tenant for another")]
    [InlineData("id", "in the place of another one")]
    public async Task Wrapper_that_does_not_keep_its_word_is_found(string fault, string said)
    {
        IReadOnlyList<string> found = await FindAsync(b => b.UseSecretKeyWrapper(_ => new LooseWrapper(fault)));

        Assert.Contains(said, Assert.Single(found), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_that_does_not_answer_is_no_sound_one() =>
        await Assert.ThrowsAsync<TimeoutException>(() => FindAsync(static b => b.UseSecretKeyWrapper(static _ => new LooseWrapper("down"))));

    private static async Task<IReadOnlyList<string>> FindAsync(Action<OpenClaw.Tenancy.DependencyInjection.TenancyBuilder> build)
    {
        using var world = new SecretWorld(build: build);
        return await FindAsync(world);
    }

    private static async Task<IReadOnlyList<string>> FindAsync(SecretWorld world) => await world.World.Services.GetServices<ITenancyPostureRule>()
        .Single(static r => r.NoGo == TenancyNoGo.OpenOrSharedSecret).FindAsync(TestContext.Current.CancellationToken);

    // One key for everybody, under which a key is bound to its place less what the fault leaves out.
    private sealed class LooseWrapper(string fault) : ITenantKeyWrapper
    {
        private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

        public string KeyId => "loose";

        public bool IsDurable => true;

        public ValueTask<byte[]> WrapAsync(TenantId tenant, string dataKeyId, ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
        {
            if (fault is "down")
            {
                throw new TimeoutException();
            }

            byte[] place = Place(tenant, dataKeyId);
            return new ValueTask<byte[]>(fault is "open" ? [.. key.ToArray(), .. place] : [.. Masked(key.Span), .. place]);
        }

        public ValueTask<byte[]> UnwrapAsync(TenantId tenant, string dataKeyId, string wrappedBy, ReadOnlyMemory<byte> wrapped, CancellationToken cancellationToken) =>
            wrapped.Span[32..].SequenceEqual(Place(tenant, dataKeyId)) ? new ValueTask<byte[]>(Masked(wrapped.Span[..32])) : throw new CryptographicException("not here");

        private byte[] Place(TenantId tenant, string dataKeyId) =>
            HMACSHA256.HashData(_key, System.Text.Encoding.UTF8.GetBytes((fault is "tenant" ? "" : tenant.ToString()) + "/" + (fault is "id" ? "" : dataKeyId)));

        private byte[] Masked(ReadOnlySpan<byte> key)
        {
            byte[] masked = key.ToArray();
            for (int i = 0; i < masked.Length; i++)
            {
                masked[i] ^= _key[i];
            }

            return masked;
        }
    }
}
