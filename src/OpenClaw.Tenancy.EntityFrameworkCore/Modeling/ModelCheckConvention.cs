using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>Checks the model when it is whole, and stamps it with what was found.</summary>
internal sealed class ModelCheckConvention(TenancyModelSettings settings) : IModelFinalizingConvention, IModelFinalizedConvention
{
    private TenancyModelReport? _report;

    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context) =>
        _report = new ModelInspection(settings, modelBuilder.Metadata).Report();

    public IModel ProcessModelFinalized(IModel model)
    {
        model.AddRuntimeAnnotation(TenancyModelReport.Stamp, _report);
        return model;
    }
}
