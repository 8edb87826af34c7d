using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>Checks the model when nothing can change it any more.</summary>
/// <remarks>Conventions of the host's own are added behind those of this package, so while the model is being finished it is too early.</remarks>
internal sealed class ModelCheckConvention(TenancyModelSettings settings) : IModelFinalizedConvention
{
    internal TenancyModelReport? Report { get; private set; }

    public IModel ProcessModelFinalized(IModel model)
    {
        Report = new ModelInspection(settings, model).Report();
        return model;
    }
}
