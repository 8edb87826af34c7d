using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Resources;

/// <summary>What is known of a resource; the default is an absent one.</summary>
public sealed class ResourceRefTests
{
    [Fact]
    public void Default_IsAbsentAndUnowned()
    {
        Assert.False(default(ResourceRef).Exists);
        Assert.Null(default(ResourceRef).Owner);
    }

    [Fact]
    public void Owned_WithoutOwner_ExistsAndBelongsToNobody()
    {
        ResourceRef resource = ResourceRef.Owned("r1", null);

        Assert.True(resource.Exists);
        Assert.Null(resource.Owner);
        Assert.NotEqual(ResourceRef.Absent("r1"), resource);
    }

    [Fact]
    public void Owned_WithoutId_Throws()
    {
        Assert.ThrowsAny<ArgumentException>(() => ResourceRef.Owned("", TestWorld.Acme));
        Assert.ThrowsAny<ArgumentException>(() => ResourceRef.Owned(null!, TestWorld.Acme));
    }

    [Fact]
    public void Collection_WithoutOwner_Throws() => Assert.Throws<ArgumentNullException>(() => ResourceRef.Collection(null!));

    [Fact]
    public void Equals_OtherOwnerOrId_IsNot()
    {
        ResourceRef one = ResourceRef.Owned("r1", TestWorld.Acme);

        Assert.True(one == ResourceRef.Owned("r1", TestWorld.Acme));
        Assert.True(one != ResourceRef.Owned("r1", TestWorld.Globex));
        Assert.True(one != ResourceRef.Owned("r2", TestWorld.Acme));
        Assert.True(one != ResourceRef.Collection(TestWorld.Acme));
    }
}
